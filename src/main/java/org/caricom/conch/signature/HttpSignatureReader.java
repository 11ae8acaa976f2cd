package org.caricom.conch.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caricom.conch.signature.StructuredFields.InnerList;
import org.caricom.conch.signature.StructuredFields.Item;
import org.caricom.conch.signature.StructuredFields.Member;
import org.caricom.conch.signature.StructuredFields.Octets;
import org.caricom.conch.signature.Unreadable.Fault;
import org.caricom.conch.signature.VerificationPolicy.Parameter;
import org.jspecify.annotations.Nullable;

/// Reads the signatures that a request carries over its own body, RFC 9421, and asks of each that says it is over a
/// report that it covers what makes it one.
final class HttpSignatureReader {
    /// What the parameter `tag` of a report's signature says. Others are not for us, and not looked at.
    static final String TAG = "conch-report";

    private static final String INPUT = "signature-input";
    private static final String VALUE = "signature";
    /// Keeping what such a field holds, to show the signature later, would keep a password.
    private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");

    private static final int NONCE = 256;
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Message message;
    private final Beside.Request request;

    private HttpSignatureReader(Message message, Beside.Request request) {
        this.message = message;
        this.request = request;
    }

    static HttpSigned read(Message message, Beside.Request request, EnvelopeLimits limits) throws Breach {
        if (message.body().length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        return new HttpSignatureReader(message, request).open(limits);
    }

    private HttpSigned open(EnvelopeLimits limits) throws Breach {
        if (!field("content-type").equals(message.contentType().strip())) {
            throw new Breach(Fault.FIELD, "Content-Type stands once");
        }
        Map<String, Member> inputs = StructuredFields.dictionary(field(INPUT));
        Map<String, Member> values = StructuredFields.dictionary(field(VALUE));
        SignatureBase base = new SignatureBase(request);
        List<HttpSigned.Signature> signatures = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        for (Map.Entry<String, Member> input : inputs.entrySet()) {
            if (!(input.getValue() instanceof InnerList list)) {
                throw new Breach(Fault.FIELD, "Signature-Input holds lists of components");
            }
            if (!TAG.equals(list.parameters().get("tag"))) {
                continue;
            }
            if (!(values.get(input.getKey()) instanceof Item(Octets octets, Map<String, Object> _))) {
                throw new Breach(Fault.SIGNATURES, "a label of Signature-Input has no byte sequence in Signature");
            }
            Set<String> names = names(list);
            covered.addAll(names);
            requireCoverage(names);
            signatures.add(new HttpSigned.Signature(
                    keyId(list), text(list, "alg"), statement(list), base.of(list), Base64Url.encode(octets.bytes())));
        }
        if (signatures.size() > limits.signatures()) {
            throw new Breach(Fault.SIGNATURES, "a message has at most " + limits.signatures() + " signatures");
        }
        boolean fits = signatures.isEmpty() || ContentDigest.fits(field("content-digest"), message.body());
        return new HttpSigned(message.body(), signatures, fits, kept(covered));
    }

    private static Set<String> names(InnerList list) throws Breach {
        Set<String> names = new HashSet<>();
        for (Item component : list.items()) {
            if (!(component.value() instanceof String name)) {
                throw new Breach(Fault.COMPONENT, "a component is named by a string");
            }
            names.add(name);
        }
        return names;
    }

    /// The body, what it is, and where it was sent: without any of them a signature could be moved to something else.
    private static void requireCoverage(Set<String> names) throws Breach {
        boolean place = names.contains("@target-uri")
                || (names.contains("@authority")
                        && (names.contains("@request-target")
                                || (names.contains("@path") && names.contains("@query"))));
        if (!names.containsAll(Set.of("@method", "content-digest", "content-type")) || !place) {
            throw new Breach(
                    Fault.COVERAGE,
                    "a report's signature covers @method, content-digest, content-type, and @target-uri or @authority,"
                            + " @path and @query");
        }
        if (names.stream().anyMatch(SECRET::contains)) {
            throw new Breach(Fault.COVERAGE, "a report's signature covers no field that holds a secret");
        }
    }

    private static @Nullable String keyId(InnerList list) throws Breach {
        String keyId = text(list, "keyid");
        return keyId != null && JwsHeader.isKeyId(keyId) ? keyId : null;
    }

    private Statement statement(InnerList list) throws Breach {
        String nonce = text(list, "nonce");
        Instant created = time(list, "created");
        if (nonce == null || nonce.isEmpty() || nonce.length() > NONCE || created == null) {
            throw new Breach(Fault.PARAMETER, "a report's signature has created, and a nonce of a bounded length");
        }
        Instant expires = time(list, "expires");
        return new Statement(
                field("content-type"),
                nonce,
                created,
                expires,
                // The address is covered, and it is ours or the signature does not hold.
                null,
                expires == null ? EnumSet.of(Parameter.EXP) : Set.of());
    }

    private static @Nullable String text(InnerList list, String name) throws Breach {
        Object value = list.parameters().get(name);
        if (value != null && !(value instanceof String)) {
            throw new Breach(Fault.PARAMETER, name + " is a string");
        }
        return (String) value;
    }

    private static @Nullable Instant time(InnerList list, String name) throws Breach {
        Object value = list.parameters().get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Long seconds) || seconds < 0 || seconds > LAST_SECOND) {
            throw new Breach(Fault.PARAMETER, name + " is a number of seconds since 1970");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /// All lines of a field as one value, RFC 9110 §5.3; empty when there are none.
    private String field(String name) {
        return request.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(Beside.Field::value)
                .collect(Collectors.joining(", "));
    }

    private Beside.Request kept(Set<String> covered) {
        return new Beside.Request(
                request.method(),
                request.targetUri(),
                request.fields().stream()
                        .filter(field -> covered.contains(field.name())
                                || field.name().equals(INPUT)
                                || field.name().equals(VALUE))
                        .toList());
    }
}
