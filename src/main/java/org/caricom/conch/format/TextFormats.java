package org.caricom.conch.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.json.Flaw;
import org.jspecify.annotations.Nullable;

/// Reads payloads that are plain text: mails, X-ARF's reports, lists of indicators. Which it is shows in the
/// text; where it could be two of them, the declared type decides or nobody does.
final class TextFormats {
    private TextFormats() {}

    static Reading read(byte[] bytes, @Nullable ReportFormat declared, Origin origin, FormatLimits limits) {
        String text = text(bytes);
        boolean mail = XArfFormat.isMail(bytes);
        if (text == null) {
            return mail
                    ? XArfFormat.readMail(bytes, origin, limits)
                    : unusable("encoding", "This is neither UTF-8 nor a mail. Write text in UTF-8.");
        }
        if (text.indexOf('\0') >= 0) {
            return unusable("null-character", "This holds the character U+0000.");
        }
        boolean report = !mail && XArfFormat.isReport(text);
        IndicatorList.Found found = IndicatorList.find(text, declared == ReportFormat.CSV, origin, limits);
        boolean list = found instanceof IndicatorList.Found.List;
        if ((mail || report) && list && declared != ReportFormat.CSV && declared != ReportFormat.X_ARF) {
            return new Reading.Ambiguous(List.of(ReportFormat.X_ARF.slug(), ReportFormat.CSV.slug()));
        }
        if (list && (declared == ReportFormat.CSV || !(mail || report))) {
            return withTricks(list(found, bytes, limits), text);
        }
        if (mail || report) {
            return withTricks(
                    mail ? XArfFormat.readMail(bytes, origin, limits) : XArfFormat.readReport(text, origin, limits),
                    text);
        }
        return found instanceof IndicatorList.Found.Unclear(Flaw flaw)
                ? new Reading.Unusable(List.of(flaw))
                : unusable("unknown-format", "This is no report that can be read. " + Sentences.ACCEPTED);
    }

    private static Reading list(IndicatorList.Found found, byte[] bytes, FormatLimits limits) {
        IndicatorList list = ((IndicatorList.Found.List) found).list();
        int most = limits.of(FormatLimit.INDICATORS);
        return list.size() > most
                ? new Reading.Unusable(List.of(Sentences.tooManyValues("", list.size(), most)))
                : list.read(bytes);
    }

    private static Reading withTricks(Reading reading, String text) {
        if (reading instanceof Reading.Content(NormalReport report, List<Flaw> setAside)
                && TextTricks.turnsDirection(text)) {
            List<Flaw> all = new ArrayList<>(setAside);
            all.add(TextTricks.turned(""));
            return new Reading.Content(report, all);
        }
        return reading;
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static Reading unusable(String code, String detail) {
        return new Reading.Unusable(List.of(new Flaw("", code, detail)));
    }
}
