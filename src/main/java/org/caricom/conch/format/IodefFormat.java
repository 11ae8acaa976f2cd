package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.json.Flaw;

/// Reads IODEF v2: XML as RFC 7970 has it and JSON as RFC 8727 does.
final class IodefFormat {
    static final String NAMESPACE = "urn:ietf:params:xml:ns:iodef-2.0";
    private static final String OLDER = "urn:ietf:params:xml:ns:iodef-1.0";

    private IodefFormat() {}

    /// Whether this is an IODEF document, of whatever version.
    static boolean fits(XmlDocument document) {
        return document.name().equals("IODEF-Document")
                && (document.namespace().equals(NAMESPACE)
                        || document.namespace().equals(OLDER));
    }

    static Reading read(XmlDocument document, Origin origin, FormatLimits limits) {
        if (document.namespace().equals(OLDER)) {
            return new Reading.Unusable(List.of(new Flaw(
                    "", "older-version", "This is IODEF version 1 (RFC 5070). Conch reads version 2 (RFC 7970).")));
        }
        return readTree(document.content(), origin, limits, ReportFormat.IODEF_XML);
    }

    static Reading readTree(JsonNode document, Origin origin, FormatLimits limits, ReportFormat format) {
        IodefNode root = new IodefNode(document, Way.DOCUMENT);
        String version = root.attribute("version");
        if (!version.isEmpty() && !version.matches("2(\\.0{1,2})?")) {
            return new Reading.Unusable(
                    List.of(new Flaw("/version", "other-version", "This must be version 2 of IODEF.")));
        }
        List<IodefNode> incidents = root.all("Incident");
        int most = limits.of(FormatLimit.INCIDENTS);
        if (incidents.size() > most) {
            return new Reading.Unusable(List.of(Sentences.tooManyIncidents("/Incident", incidents.size(), most)));
        }
        Container container = new Container();
        String language = root.attribute("lang");
        List<String> frame = frame(document);
        for (IodefNode node : incidents) {
            IodefIncident incident = new IodefIncident(format, node, origin, language);
            List<Flaw> flaws = incident.check();
            if (flaws.isEmpty()) {
                // What stands around the incidents is told with the first that can be read.
                container.add(node.pointer(), incident.read(frame));
                frame = List.of();
            } else {
                container.add(node.pointer(), new Reading.Unusable(flaws));
            }
        }
        return container.read();
    }

    /// What the document says beside its incidents.
    private static List<String> frame(JsonNode document) {
        Leftovers around = new Leftovers();
        around.take(document, "Incident");
        around.take(document, "version");
        List<String> lines = new ArrayList<>(around.lines(document));
        lines.removeIf(line -> line.startsWith("{http://www.w3.org/2001/XMLSchema-instance}"));
        return lines;
    }
}
