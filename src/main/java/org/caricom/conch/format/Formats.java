package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.jspecify.annotations.Nullable;

/// Reads a payload, whatever its format, into the one normal form.
///
/// The format is found by looking; what the sender declares decides only between formats that the content
/// allows. Two structured formats in one document are refused, since every guess between them could be
/// wrong.
public final class Formats {
    /// More values than this make one report useless, and its reading a burden on all others.
    static final int MAX_INDICATORS = 50_000;

    private Formats() {}

    /// Reads one payload within the usual limits.
    public static Reading read(byte[] payload, @Nullable String contentType, Origin origin) {
        return read(payload, contentType, origin, FormatLimits.DEFAULT);
    }

    /// Reads one payload. Pure: the same bytes of the same member give the same report, but that a payload
    /// without any time of its own takes the time of its arrival, and that times in the future are refused.
    ///
    /// @param payload     what was signed
    /// @param contentType the declared media type, with or without `application/`; null when none is
    ///                    declared
    public static Reading read(byte[] payload, @Nullable String contentType, Origin origin, FormatLimits limits) {
        byte[] bytes = withoutByteOrderMark(payload);
        ReportFormat declared = ReportFormat.declared(contentType);
        Reading reading = switch (Shape.of(bytes)) {
            case JSON -> json(bytes, declared, origin, limits);
            case XML -> xml(bytes, declared, origin, limits);
            case WIDE -> unusable("encoding", "This is UTF-16 or UTF-32. Write it in UTF-8.");
            case ARCHIVE -> unusable("archive", "This is an archive. File what is in it, each by itself.");
            case OTHER -> TextFormats.read(bytes, declared, origin, limits);
        };
        return withinLimits(reading, limits);
    }

    private static Reading json(byte[] bytes, @Nullable ReportFormat declared, Origin origin, FormatLimits limits) {
        JsonNode document;
        try {
            document = Json.parse(bytes, limits.json());
        } catch (JsonException e) {
            return lines(bytes, e, origin, limits);
        }
        List<Flaw> forbidden = TextTricks.forbidden(document);
        if (!forbidden.isEmpty()) {
            return new Reading.Unusable(forbidden);
        }
        List<ReportFormat> fitting = ReportFormat.fitting(document);
        if (fitting.size() > 1) {
            if (declared == null || !fitting.contains(declared)) {
                return new Reading.Ambiguous(
                        fitting.stream().map(ReportFormat::slug).toList());
            }
            fitting = List.of(declared);
        }
        if (fitting.isEmpty()) {
            return unrecognised(document, declared);
        }
        ReportFormat format = fitting.getFirst();
        return withRemarks(read(format, document, origin, limits), document, format, declared);
    }

    /// What is no JSON text can be several, one a line. Events of IntelMQ come so, and nothing else that is
    /// read here.
    private static Reading lines(byte[] bytes, JsonException broken, Origin origin, FormatLimits limits) {
        JsonLines lines = broken.reason() == JsonException.Reason.SYNTAX ? JsonLines.read(bytes, limits) : null;
        if (lines == null
                || !IntelMqFormat.isEvent(lines.objects().values().iterator().next())) {
            return new Reading.Unusable(List.of(broken.flaw()));
        }
        List<Flaw> forbidden = new ArrayList<>();
        List<Flaw> suspicious = new ArrayList<>();
        lines.objects().forEach((pointer, object) -> {
            TextTricks.forbidden(object).forEach(flaw -> forbidden.add(flaw.below(pointer)));
            TextTricks.suspicious(object).forEach(flaw -> suspicious.add(flaw.below(pointer)));
        });
        if (!forbidden.isEmpty()) {
            return new Reading.Unusable(forbidden);
        }
        Reading reading = IntelMqFormat.read(lines.objects(), lines.flaws(), origin, limits);
        if (reading instanceof Reading.Content(NormalReport report, List<Flaw> setAside)) {
            suspicious.addAll(0, setAside);
            return new Reading.Content(report, suspicious);
        }
        return reading;
    }

    private static Reading xml(byte[] bytes, @Nullable ReportFormat declared, Origin origin, FormatLimits limits) {
        try {
            XmlDocument document = StrictXml.read(bytes, limits);
            if (IodefFormat.fits(document)) {
                return withRemarks(
                        IodefFormat.read(document, origin, limits),
                        document.content(),
                        ReportFormat.IODEF_XML,
                        declared);
            }
            return unusable(
                    "unknown-format",
                    "This is XML with the root " + OneLine.of(document.name()) + ", which is no format of ours. "
                            + Sentences.ACCEPTED);
        } catch (XmlException e) {
            return new Reading.Unusable(List.of(e.flaw()));
        }
    }

    private static Reading withinLimits(Reading reading, FormatLimits limits) {
        int most = limits.of(FormatLimit.INDICATORS);
        if (reading instanceof Reading.Content(NormalReport report, List<Flaw> _)
                && report.facts().indicators().size() > most) {
            return new Reading.Unusable(List.of(
                    Sentences.tooManyValues("", report.facts().indicators().size(), most)));
        }
        return reading;
    }

    private static Reading read(ReportFormat format, JsonNode document, Origin origin, FormatLimits limits) {
        return switch (format) {
            case NATIVE -> NativeFormat.read(document, origin);
            case STIX -> StixFormat.read(document, origin);
            case MISP -> MispFormat.read(document, origin, limits);
            case TAXII_ENVELOPE -> StixFormat.readEnvelope(document, origin);
            case XARF -> XarfFormat.read(document, origin, limits);
            case INTELMQ -> IntelMqFormat.read(document, origin, limits);
            case X_ARF, CSV -> unusable("unknown-format", "This is JSON. " + Sentences.ACCEPTED);
            case VERIS -> VerisFormat.read(document, origin, limits);
            case IODEF_XML, IODEF_JSON -> IodefFormat.readTree(document, origin, limits, format);
            case CSAF -> CsafFormat.read(document, origin);
        };
    }

    /// A document that carries no mark of any format: what was declared tells best what is missing.
    private static Reading unrecognised(JsonNode document, @Nullable ReportFormat declared) {
        boolean nativeShaped = document.has("awareAt") || document.has("reference") || document.has("tlp");
        if (declared == ReportFormat.NATIVE || (declared == null && nativeShaped)) {
            return new Reading.Unusable(ReportSchema.shipped().check(document));
        }
        String named = declared == null ? "" : "It is declared as " + declared.slug() + ", but has not its marks. ";
        return unusable("unknown-format", named + Sentences.ACCEPTED);
    }

    /// Adds what is worth knowing about any content, whatever its format.
    private static Reading withRemarks(
            Reading reading, JsonNode document, ReportFormat format, @Nullable ReportFormat declared) {
        return switch (reading) {
            case Reading.Content(NormalReport report, List<Flaw> setAside) -> {
                List<Flaw> all = new ArrayList<>(setAside);
                if (declared != null && declared != format) {
                    all.add(new Flaw(
                            "",
                            "declared-type",
                            "This was declared as " + declared.slug() + " and read as " + format.slug() + "."));
                }
                all.addAll(TextTricks.suspicious(document));
                yield new Reading.Content(report, all);
            }
            case Reading.Ambiguous ambiguous -> ambiguous;
            case Reading.Unusable unusable -> unusable;
        };
    }

    private static Reading unusable(String code, String detail) {
        return new Reading.Unusable(List.of(new Flaw("", code, detail)));
    }

    /// RFC 8259 §8.1 lets a reader ignore it.
    private static byte[] withoutByteOrderMark(byte[] bytes) {
        byte[] mark = "\ufeff".getBytes(StandardCharsets.UTF_8);
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)
                ? Arrays.copyOfRange(bytes, mark.length, bytes.length)
                : bytes;
    }
}
