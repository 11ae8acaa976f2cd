package org.caricom.conch.signature;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caricom.conch.signature.StructuredFields.InnerList;
import org.caricom.conch.signature.StructuredFields.Item;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// The text that an HTTP message signature covers, RFC 9421 §2.5.
///
/// Fields are covered whole: the parameters `sf`, `key` and `bs` are not understood, nor are those for responses and
/// trailers.
final class SignatureBase {
    private static final int COMPONENTS = 32;

    private final Beside.Request request;
    private final URI target;

    SignatureBase(Beside.Request request) throws Breach {
        this.request = request;
        try {
            this.target = new URI(request.targetUri());
        } catch (URISyntaxException _) {
            throw new Breach(Fault.COMPONENT, "the address asked for is no URI");
        }
    }

    /// @throws Breach when a component cannot be covered, or stands twice
    String of(InnerList covered) throws Breach {
        if (covered.items().size() > COMPONENTS) {
            throw new Breach(Fault.COMPONENT, "a signature covers at most " + COMPONENTS + " components");
        }
        StringBuilder base = new StringBuilder();
        Set<String> identifiers = new HashSet<>();
        for (Item component : covered.items()) {
            String identifier = StructuredFields.write(component);
            if (!identifiers.add(identifier)) {
                throw new Breach(Fault.COMPONENT, "a component stands twice");
            }
            base.append(identifier).append(": ").append(value(component)).append('\n');
        }
        return base.append("\"@signature-params\": ")
                .append(StructuredFields.write(covered))
                .toString();
    }

    private String value(Item component) throws Breach {
        if (!(component.value() instanceof String name)) {
            throw new Breach(Fault.COMPONENT, "a component is named by a string");
        }
        if (name.equals("@query-param")) {
            return queryParameter(component);
        }
        if (!component.parameters().isEmpty()) {
            throw new Breach(Fault.COMPONENT, "a component has a parameter that is not understood here");
        }
        String value = name.startsWith("@") ? derived(name) : field(name);
        if (value == null) {
            throw new Breach(Fault.COMPONENT, "a component that is covered is not in the request");
        }
        return value;
    }

    /// RFC 9421 §2.2.
    private @Nullable String derived(String name) {
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery();
        return switch (name) {
            case "@method" -> request.method();
            case "@target-uri" -> request.targetUri();
            case "@authority" -> authority();
            case "@scheme" -> String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            case "@request-target" -> query == null ? path : path + "?" + query;
            case "@path" -> path;
            case "@query" -> "?" + (query == null ? "" : query);
            default -> null;
        };
    }

    /// Lower case, and without the port that the scheme has anyway: §2.2.3.
    private String authority() {
        String host = String.valueOf(target.getHost()).toLowerCase(Locale.ROOT);
        int usual = "https".equalsIgnoreCase(target.getScheme()) ? 443 : 80;
        return target.getPort() < 0 || target.getPort() == usual ? host : host + ":" + target.getPort();
    }

    /// §2.2.8. One that stands twice in the query cannot be covered.
    private String queryParameter(Item component) throws Breach {
        if (!(component.parameters().get("name") instanceof String name)
                || component.parameters().size() != 1) {
            throw new Breach(Fault.COMPONENT, "@query-param has a name, and nothing else");
        }
        String found = null;
        String query = target.getRawQuery();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            int equals = pair.indexOf('=');
            String its = equals < 0 ? pair : pair.substring(0, equals);
            if (encoded(its).equals(name) && !pair.isEmpty()) {
                if (found != null) {
                    throw new Breach(Fault.COMPONENT, "a query parameter that is covered stands twice");
                }
                found = encoded(equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        if (found == null) {
            throw new Breach(Fault.COMPONENT, "a component that is covered is not in the request");
        }
        return found;
    }

    /// Decoded, and percent-encoded in one way.
    private static String encoded(String form) throws Breach {
        byte[] bytes;
        try {
            bytes = URLDecoder.decode(form, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Breach(Fault.COMPONENT, "the query is not percent-encoded as it must be");
        }
        StringBuilder text = new StringBuilder();
        for (byte octet : bytes) {
            char letter = (char) (octet & 0xff);
            boolean plain = (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || "*-._".indexOf(letter) >= 0;
            text.append(plain ? String.valueOf(letter) : String.format(Locale.ROOT, "%%%02X", (int) letter));
        }
        return text.toString();
    }

    /// The value of a field, its lines joined: §2.1. Null when it has none.
    private @Nullable String field(String name) throws Breach {
        List<String> lines = new ArrayList<>();
        for (Beside.Field field : request.fields()) {
            if (field.name().equals(name)) {
                lines.add(field.value().strip());
            }
        }
        String value = String.join(", ", lines);
        if (value.chars().anyMatch(letter -> letter < ' ' || letter > '~')) {
            throw new Breach(Fault.COMPONENT, "a field that is covered holds what is not ASCII");
        }
        return lines.isEmpty() ? null : value;
    }
}
