package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Flaw;

/// Characters that make text read otherwise than it is.
final class TextTricks {
    /// A document made of nothing else would be told of no longer than this.
    private static final int MOST = 50;

    private static final String TURNED =
            "This holds characters that turn the direction of writing; it may show otherwise than it is.";

    private TextTricks() {}

    /// U+0000, which ends text for half the programs of the world, and which PostgreSQL does not keep.
    static List<Flaw> forbidden(JsonNode document) {
        List<Flaw> flaws = new ArrayList<>();
        walk(
                document,
                Way.DOCUMENT,
                flaws,
                text -> text.indexOf('\0') >= 0,
                "null-character",
                "This holds the character U+0000.");
        return flaws;
    }

    /// Controls that turn the direction of writing, so that `exe.fdp` shows as `pdf.exe` (Unicode TR 36
    /// §3.2). They can be part of what a reporter tells of, so they are kept, and pointed at.
    static List<Flaw> suspicious(JsonNode document) {
        List<Flaw> flaws = new ArrayList<>();
        walk(document, Way.DOCUMENT, flaws, TextTricks::turnsDirection, "bidirectional-control", TURNED);
        return flaws;
    }

    private interface Test {
        boolean holds(String text);
    }

    private static void walk(JsonNode node, Way way, List<Flaw> flaws, Test test, String code, String detail) {
        if (flaws.size() >= MOST) {
            return;
        }
        if (node.isTextual()) {
            if (test.holds(node.textValue())) {
                flaws.add(new Flaw(way.pointer(), code, detail));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode child = node.get(i);
                if (child.isTextual() || child.isContainerNode()) {
                    walk(child, way.element(i), flaws, test, code, detail);
                }
            }
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                Way at = way.member(member.getKey());
                if (test.holds(member.getKey())) {
                    flaws.add(new Flaw(at.pointer(), code, detail));
                }
                walk(member.getValue(), at, flaws, test, code, detail);
            }
        }
    }

    /// The remark about a text that [#turnsDirection].
    static Flaw turned(String pointer) {
        return new Flaw(pointer, "bidirectional-control", TURNED);
    }

    static boolean turnsDirection(String text) {
        return text.chars()
                .anyMatch(c -> (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069)
                        || c == 0x200e
                        || c == 0x200f
                        || c == 0x061c);
    }
}
