package org.caricom.conch.signature;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// The value of a `Content-Type`, RFC 2045 §5.1, without comments and with each parameter once.
///
/// @param name       type and subtype, in lower case
/// @param parameters by their names in lower case, quotes and escapes undone
/// @param text       as it was written, on one line
record MimeType(String name, Map<String, String> parameters, String text) {
    private static final int PARAMETERS_AT_MOST = 20;
    private static final String SPECIAL = "()<>@,;:\\\"/[]?=";

    MimeType {
        parameters = Map.copyOf(parameters);
    }

    /// Whether this is `application/KIND` in the name it has now, or the one with `x-` that old programs write.
    boolean isApplication(String kind) {
        return name.equals("application/" + kind) || name.equals("application/x-" + kind);
    }

    @Nullable String parameter(String parameter) {
        return parameters.get(parameter);
    }

    static MimeType read(String text) throws Breach {
        return new Reader(text).read();
    }

    /// One pass over the text.
    private static final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private MimeType read() throws Breach {
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
                throw breach();
            }
            space();
            String type = token();
            expect('/');
            String name = (type + "/" + token()).toLowerCase(Locale.ROOT);
            Map<String, String> parameters = new LinkedHashMap<>();
            for (space(); at < text.length(); space()) {
                expect(';');
                space();
                if (at == text.length()) {
                    // A semicolon at the end is common and says nothing.
                    break;
                }
                String parameter = token().toLowerCase(Locale.ROOT);
                space();
                expect('=');
                space();
                String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
                if (parameters.put(parameter, value) != null || parameters.size() > PARAMETERS_AT_MOST) {
                    throw new Breach(Fault.MIME, "a Content-Type has a parameter twice, or very many");
                }
            }
            return new MimeType(name, parameters, text.strip());
        }

        private void space() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private void expect(char letter) throws Breach {
            if (at >= text.length() || text.charAt(at) != letter) {
                throw breach();
            }
            at++;
        }

        private String token() throws Breach {
            int from = at;
            while (at < text.length()
                    && text.charAt(at) > ' '
                    && text.charAt(at) < 0x7f
                    && SPECIAL.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (at == from) {
                throw breach();
            }
            return text.substring(from, at);
        }

        private String quoted() throws Breach {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char letter = text.charAt(at);
                if (letter == '"') {
                    at++;
                    return value.toString();
                }
                if (letter == '\\' && ++at < text.length()) {
                    letter = text.charAt(at);
                }
                if (letter < ' ' || letter == 0x7f) {
                    throw breach();
                }
                value.append(letter);
            }
            throw breach();
        }

        private static Breach breach() {
            return new Breach(Fault.MIME, "a Content-Type is not written as RFC 2045 has it");
        }
    }
}
