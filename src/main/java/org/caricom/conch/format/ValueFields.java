package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.format.IncidentKinds.Kind;
import org.caricom.conch.format.IncidentKinds.Whose;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// Which fields of a format hold values, of what type, and whose those are: a table for each format.
///
/// @param rows in the order of the table
record ValueFields(List<Row> rows) {
    ValueFields {
        rows = List.copyOf(rows);
    }

    /// One field.
    ///
    /// @param path   where it stands; lists are gone through
    /// @param type   what it holds; null when the value itself tells
    /// @param whose  `source` and `url` as the kind of the incident says, or a word of [IncidentKinds#whose]
    /// @param strict whether nonsense there makes the report unusable
    record Row(String path, @Nullable ObservableType type, String whose, boolean strict) {
        Whose whose(Kind kind) {
            return switch (whose) {
                case "source" -> kind.source();
                case "url" -> kind.url();
                case "url-context" -> new Whose(kind.url().role(), false);
                default -> IncidentKinds.whose(whose);
            };
        }
    }

    /// When values were seen, and how sure the reporter is.
    record Seen(
            @Nullable Instant first,
            @Nullable Instant last,
            @Nullable Integer confidence) {}

    /// Reads `NAME.tsv`.
    static ValueFields read(String name) {
        return new ValueFields(Tables.rows(name + ".tsv", 4).stream()
                .map(cells -> new Row(
                        cells.get(0),
                        cells.get(1).equals("any") ? null : ObservableType.parse(cells.get(1)),
                        cells.get(2),
                        cells.get(3).equals("strict")))
                .toList());
    }

    /// Takes all values of an object; what is no value of its type is a flaw or a remark and stays to be told.
    void take(Fields fields, Kind kind, Seen seen, Gathered gathered, List<Flaw> flaws, Remarks remarks) {
        for (Row row : rows) {
            JsonNode node = fields.look(row.path());
            boolean all = true;
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    all &= take(
                            node.get(i),
                            JsonPointers.append(fields.at(row.path()), i),
                            row,
                            row.whose(kind),
                            seen,
                            gathered,
                            flaws,
                            remarks);
                }
            } else if (!node.isMissingNode() && !node.isNull()) {
                all = take(node, fields.at(row.path()), row, row.whose(kind), seen, gathered, flaws, remarks);
            }
            if (all) {
                fields.take(row.path());
            }
        }
    }

    private static boolean take(
            JsonNode node,
            String pointer,
            Row row,
            Whose whose,
            Seen seen,
            Gathered gathered,
            List<Flaw> flaws,
            Remarks remarks) {
        String text = node.isValueNode() ? node.asText("").strip() : "";
        if (text.isEmpty()) {
            return false;
        }
        Observable value = row.type() == null ? Observables.parse(text) : Observables.normalise(row.type(), text);
        if (value == null) {
            if (row.strict()) {
                flaws.add(new Flaw(
                        pointer,
                        "wrong-form",
                        "This is no "
                                + (row.type() == null
                                        ? "address, name or hash"
                                        : row.type().word()) + "."));
            } else {
                remarks.add(pointer, "no-such-value", "This is nothing that can be compared; it is kept as a note.");
            }
            return false;
        }
        gathered.value(new ReportedIndicator(
                value,
                whose.detects(),
                whose.role(),
                List.of(),
                List.of(),
                seen.confidence(),
                seen.first(),
                seen.last(),
                null));
        return true;
    }
}
