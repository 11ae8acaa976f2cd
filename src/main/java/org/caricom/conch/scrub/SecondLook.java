package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.scrub.Finding.How;
import org.caricom.conch.scrub.Finding.Whose;
import org.caricom.conch.stix.PatternText;
import org.jspecify.annotations.Nullable;

/// Searches the bytes that would leave for every word of the source, in every form in which it could hide. It trusts
/// nothing of the first look: all texts are searched but those that the policy itself has written.
final class SecondLook {
    /// Times, versions, and public catalogue numbers with what the policy writes around them.
    private static final Pattern NOT_TEXT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z|2\\.1|mitre-attack"
                    + "|(ATT&CK |https://attack\\.mitre\\.org/techniques/)?T\\d{4}([./]\\d{3})?|CVE-\\d{4}-\\d{4,19}");

    private final List<Needle> needles;
    private final Map<String, Needle> identifiers;
    private final Map<String, Needle> needlesByDigest;
    private final Set<String> ownTexts;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Haystack> haystacks = new HashMap<>();

    SecondLook(Draft draft, Policy policy) {
        this.identifiers = new HashMap<>();
        this.needles = new ArrayList<>();
        for (Needle needle : draft.needles()) {
            if (needle.whose() == Whose.SOURCE_ID && needle.squeezed().length() == Haystack.IDENTIFIER) {
                identifiers.put(needle.squeezed(), needle);
            } else {
                needles.add(needle);
            }
        }
        this.needlesByDigest = Haystack.digests(needles);
        this.ownTexts = policy.ownTexts();
    }

    /// Searches one object; returns all findings so far.
    List<Finding> search(DraftObject object, byte[] bytes, Stamp stamp) {
        search(object.key(), Json.own(bytes), "", stamp);
        if (!object.known()) {
            add(
                    Whose.MALWARE_NAME,
                    How.NOT_KNOWN,
                    object.key().about(),
                    object.key(),
                    "/name",
                    object.key().about());
        }
        return findings;
    }

    private void search(NaturalKey key, JsonNode node, String pointer, Stamp stamp) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                search(key, property.getValue(), JsonPointers.append(pointer, property.getKey()), stamp);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                search(key, node.path(i), JsonPointers.append(pointer, i), stamp);
            }
        } else if (node.isTextual() && !isOwn(node.textValue(), stamp)) {
            searchText(key, node.textValue(), pointer);
        }
    }

    private void searchText(NaturalKey key, String text, String pointer) {
        List<PatternText.Atom> atoms = pointer.equals("/pattern") ? PatternText.atoms(text) : null;
        if (atoms == null) {
            searchWords(key, text, pointer);
        } else {
            atoms.forEach(atom -> searchWords(key, atom.value(), pointer));
        }
    }

    private void searchWords(NaturalKey key, String text, String pointer) {
        Haystack haystack = haystacks.computeIfAbsent(text, Haystack::of);
        for (Needle needle : needles) {
            How how = haystack.find(needle);
            if (how != null) {
                add(needle.whose(), how, needle.word(), key, pointer, text);
            }
        }
        Needle identifier = haystack.findIdentifier(identifiers);
        if (identifier != null) {
            add(identifier.whose(), How.WRITTEN, identifier.word(), key, pointer, text);
        }
        Needle hashed = haystack.findHashed(needlesByDigest);
        if (hashed != null) {
            add(hashed.whose(), How.HASHED, hashed.word(), key, pointer, text);
        }
    }

    /// Texts that come from the policy, the marking or the random identifiers, and so from no source.
    private boolean isOwn(String text, Stamp stamp) {
        return ownTexts.contains(text)
                || NOT_TEXT.matcher(text).matches()
                || stampedIds(stamp).contains(text);
    }

    private @Nullable Set<String> ids;

    private Set<String> stampedIds(Stamp stamp) {
        Set<String> known = ids;
        if (known == null) {
            known = Stamping.ids(stamp);
            ids = known;
        }
        return known;
    }

    private void add(Whose whose, How how, String word, NaturalKey object, String pointer, String text) {
        String id = Sha256.of((whose + "|" + how + "|" + word + "|" + object + "|" + pointer)
                        .getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 16);
        findings.add(new Finding(id, whose, how, word, object, pointer, text));
    }
}
