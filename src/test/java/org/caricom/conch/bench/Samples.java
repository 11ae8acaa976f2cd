package org.caricom.conch.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;

/// Native reports of a realistic size, no two alike.
final class Samples {
    private Samples() {}

    /// `count` first alerts of `member` with `indicators` values each.
    static List<byte[]> alerts(String member, int count, int indicators) {
        List<byte[]> payloads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            payloads.add(Json.write(alert(member, "BENCH-" + i, indicators)));
        }
        return payloads;
    }

    /// One first alert whose values may be shared without asking.
    static byte[] shared(String member, String reference, int indicators) {
        ObjectNode report = alert(member, reference, indicators);
        report.putObject("consent").put("sharing", "automatic").put("limit", "TLP:GREEN");
        return Json.write(report);
    }

    private static ObjectNode alert(String member, String reference, int indicators) {
        ObjectNode report = Json.object();
        report.put("format", "conch-report/1");
        report.put("member", member);
        report.put("reference", reference);
        report.put("title", "Office computers call an unknown server");
        report.put("summary", "Several computers of one office talk to the same server every minute. ".repeat(8));
        report.put("awareAt", "2026-11-01T08:00:00Z");
        report.put("tlp", "TLP:GREEN");
        report.putArray("classes").add("malicious-code:infected-system");
        report.put("sector", "government");
        ArrayNode values = report.putArray("indicators");
        for (int i = 0; i < indicators; i++) {
            String hash = Sha256.of((reference + "/" + i).getBytes(StandardCharsets.UTF_8))
                    .toString();
            values.addObject().put("value", hash).put("role", "attacker").put("confidence", 80);
        }
        return report;
    }
}
