package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The formats a payload can be recognised as.
enum ReportFormat {
    NATIVE("conch-report"),
    STIX("stix-2.1"),
    MISP("misp"),
    TAXII_ENVELOPE("taxii-envelope"),
    IODEF_XML("iodef-xml"),
    IODEF_JSON("iodef-json"),
    XARF("xarf"),
    VERIS("veris"),
    CSAF("csaf"),
    INTELMQ("intelmq"),
    /// Mails and reports in YAML, which [TextFormats] recognises.
    X_ARF("x-arf"),
    /// Lists of indicators, likewise.
    CSV("csv");

    private final String slug;

    ReportFormat(String slug) {
        this.slug = slug;
    }

    /// The name in answers and in [NormalReport#format()].
    String slug() {
        return slug;
    }

    /// Every format that the document's own marks fit: none, one, or more when it was made to look like
    /// several.
    static List<ReportFormat> fitting(JsonNode document) {
        List<ReportFormat> fitting = new ArrayList<>();
        for (ReportFormat format : values()) {
            if (format.fits(document)) {
                fitting.add(format);
            }
        }
        return fitting;
    }

    /// The format that a declared media type names; null when it names none or only says "JSON".
    static @Nullable ReportFormat declared(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        int end = type.indexOf(';');
        type = (end < 0 ? type : type.substring(0, end)).strip();
        // RFC 7515 §4.1.10: cty leaves out "application/".
        type = type.startsWith("application/") ? type.substring("application/".length()) : type;
        return switch (type) {
            case "conch-report+json", "vnd.conch.report+json" -> NATIVE;
            case "stix+json", "vnd.oasis.stix+json" -> STIX;
            case "misp+json", "vnd.misp+json" -> MISP;
            case "taxii+json" -> TAXII_ENVELOPE;
            case "iodef+xml" -> IODEF_XML;
            case "iodef+json" -> IODEF_JSON;
            case "xarf+json" -> XARF;
            case "veris+json" -> VERIS;
            case "csaf+json" -> CSAF;
            case "intelmq+json" -> INTELMQ;
            case "message/rfc822", "yaml", "text/yaml" -> X_ARF;
            case "text/csv", "text/tab-separated-values" -> CSV;
            default -> null;
        };
    }

    private boolean fits(JsonNode document) {
        return switch (this) {
            case NATIVE -> document.path("format").asText("").startsWith("conch-report/");
            case STIX ->
                document.path("type").asText("").equals("bundle")
                        && document.path("id").asText("").startsWith("bundle--");
            case MISP ->
                document.path("Event").isObject()
                        || document.has("response")
                        || (document.has("uuid")
                                && document.has("info")
                                && (document.has("Attribute") || document.has("Object")));
            case TAXII_ENVELOPE -> document.path("objects").isArray() && !document.has("type");
            // recognised by its root, before it is a tree
            case IODEF_XML -> false;
            case IODEF_JSON ->
                document.path("Incident").isArray()
                        && document.path("version").asText("").startsWith("2");
            case XARF ->
                document.has("xarf_version")
                        || (document.has("Version") && (document.has("ReporterInfo") || document.has("Report")));
            case VERIS -> VerisFormat.fits(document);
            case CSAF -> document.path("document").has("csaf_version");
            case INTELMQ -> IntelMqFormat.fits(document);
            case X_ARF, CSV -> false;
        };
    }
}
