package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.scrub.Finding.Whose;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// Collects the words of a source that must not be in the output: every name that could identify someone, whole, by
/// parts
/// and by initials, and every word of free text that is not common.
final class SourceWords {
    private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}.-]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9(][0-9 ().\\-]{5,40}[0-9]");
    private static final Pattern STIX_WORDING = Pattern.compile(
            "type|spec_version|created|modified|pattern|pattern_type|pattern_version|relationship_type|.*_refs?|"
                    + "valid_from|valid_until|first_.*|last_.*|published|hashes|MD5|SHA-.*|SSDEEP|TLSH|start_time|end_time");
    private static final Pattern DEFANGED_DOT = Pattern.compile("\\[\\.]|\\(\\.\\)|\\{\\.}|\\[dot]|\\(dot\\)");
    private static final Set<String> NO_NAMES = Set.of("com", "net", "org", "gov", "edu", "mil", "int", "www", "mail");

    private static final int SHORTEST_NAME = 3;
    private static final int SHORTEST_WORD = 4;
    private static final int SHORTEST_NUMBER = 6;

    private final Lists lists;
    private final Map<String, Needle> needles = new LinkedHashMap<>();

    SourceWords(Lists lists) {
        this.lists = lists;
    }

    /// All needles of these sources.
    ///
    /// @param accounted values and names that may leave; where free text repeats them, that is no secret of its own
    static List<Needle> of(Collection<Source> sources, Collection<String> accounted, Lists lists) {
        SourceWords words = names(sources, lists);
        List<String> longestFirst = accounted.stream()
                .map(Folding::fold)
                .distinct()
                .sorted((one, other) -> Integer.compare(other.length(), one.length()))
                .toList();
        for (Source source : sources) {
            words.freeText(source, longestFirst);
        }
        return List.copyOf(words.needles.values());
    }

    /// The names alone: victim, member, people and identifiers.
    static SourceWords names(Collection<Source> sources, Lists lists) {
        SourceWords words = new SourceWords(lists);
        for (Source source : sources) {
            words.victim(source.facts().victim());
            words.member(source.member());
            words.person(source.facts().victim().contact());
            words.person(source.facts().reporter());
            words.person(source.facts().personalData().officer());
            for (ReportedIndicator indicator : source.facts().indicators()) {
                if (indicator.role() == ReportedIndicator.Role.VICTIM) {
                    words.victimValue(indicator.observable().value());
                }
            }
            for (StixObject object : source.objects()) {
                words.add(object.id().uuid().toString(), Whose.SOURCE_ID, SHORTEST_NUMBER);
            }
            String reference = source.facts().reference();
            if (reference != null) {
                words.add(reference, Whose.SOURCE_ID, SHORTEST_WORD);
            }
        }
        return words;
    }

    List<Needle> needles() {
        return List.copyOf(needles.values());
    }

    private void victim(Victim victim) {
        Stream.concat(Stream.ofNullable(victim.name()), victim.names().stream())
                .forEach(name -> name(name, Whose.VICTIM));
        victim.domains().forEach(this::host);
        for (String network : victim.networks()) {
            network(network);
        }
    }

    private void victimValue(String value) {
        add(value, Whose.VICTIM, SHORTEST_WORD);
        if (Networks.parse(value) != null) {
            network(value);
        } else if (value.indexOf('.') > 0) {
            host(value);
        }
    }

    private void member(MemberNames member) {
        add(member.code().value(), Whose.MEMBER, 2);
        member.names().forEach(name -> name(name, Whose.MEMBER));
    }

    private void person(@Nullable String text) {
        if (text == null) {
            return;
        }
        contacts(text);
        add(text, Whose.PERSON, SHORTEST_NAME);
        for (String word : Folding.words(Folding.fold(text))) {
            addUncommon(word, Whose.PERSON, SHORTEST_NAME);
        }
    }

    /// A name whole, its words, and its initials.
    private void name(String name, Whose whose) {
        add(name, whose, SHORTEST_NAME);
        List<String> words = Folding.words(Folding.fold(name));
        StringBuilder initials = new StringBuilder();
        for (String word : words) {
            addUncommon(word, whose, SHORTEST_NAME);
            initials.appendCodePoint(word.codePointAt(0));
        }
        if (words.size() >= SHORTEST_NAME) {
            addUncommon(initials.toString(), whose, SHORTEST_NAME);
        }
    }

    /// A host or mail domain whole and by its labels, but for the ones that everybody has.
    private void host(String host) {
        add(host, Whose.VICTIM, SHORTEST_WORD);
        List<String> labels = List.of(host.split("[./:@]+", -1));
        for (String label : labels.subList(0, Math.max(1, labels.size() - 1))) {
            String folded = Folding.fold(label);
            if (!NO_NAMES.contains(folded)) {
                addUncommon(folded, Whose.VICTIM, SHORTEST_NAME);
                Folding.words(folded).forEach(word -> addUncommon(word, Whose.VICTIM, SHORTEST_NAME));
            }
        }
    }

    private void network(String text) {
        add(text, Whose.VICTIM, SHORTEST_NAME);
        IPAddress address = Networks.parse(text);
        if (address != null && !address.isPrefixed()) {
            add(address.getValue().toString(), Whose.VICTIM, SHORTEST_NUMBER);
            add(address.toNormalizedString(), Whose.VICTIM, SHORTEST_NUMBER);
        }
    }

    private void freeText(Source source, List<String> accounted) {
        List<String> texts = new ArrayList<>();
        Facts facts = source.facts();
        texts.add(facts.title());
        Stream.of(facts.summary(), facts.helpWanted(), facts.personalData().consequences())
                .filter(text -> text != null)
                .forEach(texts::add);
        texts.addAll(facts.services());
        texts.addAll(facts.actionsTaken());
        facts.indicators().stream()
                .map(ReportedIndicator::context)
                .filter(text -> text != null)
                .forEach(texts::add);
        source.objects().forEach(object -> texts(object.json(), texts));
        for (String text : texts) {
            String rest = refanged(Folding.fold(text));
            for (String value : accounted) {
                rest = rest.replace(value, " ");
            }
            contacts(rest);
            Folding.words(rest).forEach(word -> addUncommon(word, Whose.FREE_TEXT, SHORTEST_WORD));
        }
    }

    private static String refanged(String folded) {
        return DEFANGED_DOT
                .matcher(folded)
                .replaceAll(".")
                .replace("hxxp", "http")
                .replace("[:]", ":")
                .replace("[@]", "@")
                .replace("[at]", "@");
    }

    private static void texts(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.textValue());
        } else if (node.isArray()) {
            node.forEach(item -> texts(item, into));
        } else {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                if (!property.getKey().equals("id")
                        && !STIX_WORDING.matcher(property.getKey()).matches()) {
                    texts(property.getValue(), into);
                }
            }
        }
    }

    private void contacts(String text) {
        for (Matcher email = EMAIL.matcher(text); email.find(); ) {
            add(email.group(), Whose.PERSON, SHORTEST_WORD);
        }
        for (Matcher phone = PHONE.matcher(text); phone.find(); ) {
            add(phone.group(), Whose.PERSON, SHORTEST_NUMBER);
        }
    }

    private void addUncommon(String word, Whose whose, int shortest) {
        boolean number = word.codePoints().allMatch(Character::isDigit);
        if (!lists.common().contains(word) && (!number || word.length() >= SHORTEST_NUMBER)) {
            add(word, whose, shortest);
        }
    }

    private void add(String word, Whose whose, int shortest) {
        Needle needle = Needle.of(word, whose);
        if (needle.squeezed().length() >= shortest) {
            needles.putIfAbsent(needle.squeezed(), needle);
        }
    }
}
