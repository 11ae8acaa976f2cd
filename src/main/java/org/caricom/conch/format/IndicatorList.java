package org.caricom.conch.format;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.format.IndicatorColumns.Kind;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// Reads lists of indicators: one a line, or a table (RFC 4180; with commas, semicolons, tabs or bars) with
/// or without a line that names its columns. Lines that start with `#` are comments; one of them may mark the
/// list (`# TLP:GREEN`).
///
/// A row that is nothing is set aside and told with its line; the others are read. Pointers are line numbers
/// from one, with the name of the column: `/12/indicator`.
final class IndicatorList {
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final Pattern TLP =
            Pattern.compile("(?i)\\bTLP:(CLEAR|WHITE|GREEN|AMBER\\+STRICT|AMBER|RED)(?![A-Z+])");
    private static final Pattern REMARK = Pattern.compile("(?<=\\s)(?:#|//)\\s");

    /// Lines for each value that a list may have: comments and empty ones too.
    private static final int LINES = 4;

    /// The same for cells of a table that nothing names: to find out which column is meant, all are looked at.
    private static final int CELLS = 4;

    private final Origin origin;
    private final Table table;
    private final Remarks remarks = new Remarks();
    private final Gathered gathered = new Gathered();
    private final Set<String> words = new LinkedHashSet<>();

    /// A text as rows.
    ///
    /// @param header whether the first row names the columns
    private record Table(IndicatorColumns columns, boolean header, List<Row> rows, List<String> comments) {}

    private record Row(long line, List<String> cells) {}

    private IndicatorList(Table table, Origin origin) {
        this.table = table;
        this.origin = origin;
    }

    /// What a text is as a list.
    sealed interface Found {
        /// A list.
        record List(IndicatorList list) implements Found {}

        /// A table of which nobody can say what it holds.
        record Unclear(Flaw flaw) implements Found {}

        /// Something else.
        record Nothing() implements Found {}
    }

    /// Looks at a text.
    ///
    /// @param declared whether the sender says that it is one; then a single good line is enough, else half
    ///                 of them
    static Found find(String text, boolean declared, Origin origin, FormatLimits limits) {
        if (hasMoreLines(text, (long) LINES * limits.of(FormatLimit.INDICATORS))) {
            return unclear("too-many", "This has far more lines than a list of indicators can have values.");
        }
        List<Table> tables = new ArrayList<>();
        Set<IndicatorColumns> seen = new LinkedHashSet<>();
        for (char separator : SEPARATORS) {
            Parsed parsed = parse(text, separator, limits.of(FormatLimit.VALUES));
            IndicatorColumns columns = parsed == null || parsed.rows().isEmpty()
                    ? null
                    : IndicatorColumns.of(parsed.rows().getFirst().cells());
            if (parsed != null && columns != null && seen.add(columns)) {
                tables.add(new Table(
                        columns, true, parsed.rows().subList(1, parsed.rows().size()), parsed.comments()));
            }
        }
        if (!tables.isEmpty()) {
            int most = tables.stream()
                    .mapToInt(table -> table.columns().known())
                    .max()
                    .orElse(0);
            List<Table> best = tables.stream()
                    .filter(table -> table.columns().known() == most)
                    .toList();
            return best.size() == 1
                    ? new Found.List(new IndicatorList(best.getFirst(), origin))
                    : unclear("separator", "This could be separated in two ways. Use commas.");
        }
        return withoutHeader(text, declared, origin, limits.of(FormatLimit.INDICATORS));
    }

    private static boolean hasMoreLines(String text, long most) {
        long lines = 0;
        for (int i = 0; i < text.length() && lines <= most; i++) {
            char c = text.charAt(i);
            lines += c == '\n' || c == '\r' ? 1 : 0;
        }
        return lines > most;
    }

    private static Found withoutHeader(String text, boolean declared, Origin origin, int most) {
        Table lines = lines(text);
        if (fitting(lines.rows(), 0) >= enough(lines.rows().size(), declared)) {
            return new Found.List(new IndicatorList(lines, origin));
        }
        List<Table> tables = new ArrayList<>();
        for (char separator : SEPARATORS) {
            Parsed parsed = parse(text, separator, CELLS * most);
            if (parsed == null || parsed.rows().isEmpty()) {
                continue;
            }
            int width = parsed.rows().getFirst().cells().size();
            if (width < 2 || parsed.rows().stream().anyMatch(row -> row.cells().size() != width)) {
                continue;
            }
            List<Integer> columns = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                if (fitting(parsed.rows(), i) >= enough(parsed.rows().size(), declared)) {
                    columns.add(i);
                }
            }
            if (columns.size() > 1) {
                return unclear(
                        "no-header",
                        "Several columns hold values, and nothing says which is meant. Name the columns in the first line.");
            }
            if (columns.size() == 1) {
                tables.add(new Table(
                        IndicatorColumns.bare(columns.getFirst(), width), false, parsed.rows(), parsed.comments()));
            }
        }
        if (tables.size() > 1) {
            return unclear("separator", "This could be separated in two ways. Use commas.");
        }
        return tables.isEmpty() ? new Found.Nothing() : new Found.List(new IndicatorList(tables.getFirst(), origin));
    }

    private static Found unclear(String code, String detail) {
        return new Found.Unclear(new Flaw("", code, detail));
    }

    private static long enough(int rows, boolean declared) {
        return declared ? 1 : Math.max(1, (rows + 1) / 2);
    }

    private static long fitting(List<Row> rows, int column) {
        return rows.stream()
                .filter(row -> Observables.parse(row.cells().get(column)) != null)
                .count();
    }

    private record Parsed(List<Row> rows, List<String> comments) {}

    /// A text as a table; null when it is none, or has more than `most` cells.
    private static @Nullable Parsed parse(String text, char separator, int most) {
        int cells = 0;
        List<Row> rows = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.READ)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                cells += row.getFieldCount();
                if (cells > most) {
                    return null;
                }
                if (row.isComment()) {
                    comments.add(row.getField(0).strip());
                } else if (row.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.add(new Row(
                            row.getStartingLineNumber(),
                            row.getFields().stream().map(String::strip).toList()));
                }
            }
            return new Parsed(rows, comments);
        } catch (CsvParseException _) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("a text has no end", e);
        }
    }

    private static Table lines(String text) {
        List<Row> rows = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        long number = 0;
        for (String whole : (Iterable<String>) text.lines()::iterator) {
            number++;
            String line = whole.strip();
            if (line.startsWith("#") || line.startsWith("//")) {
                comments.add(withoutMarks(line));
            } else if (!line.isEmpty()) {
                Matcher remark = REMARK.matcher(line);
                boolean remarked = remark.find();
                rows.add(new Row(
                        number,
                        List.of(
                                remarked ? line.substring(0, remark.start()).stripTrailing() : line,
                                remarked ? line.substring(remark.end()).strip() : "")));
            }
        }
        return new Table(
                new IndicatorColumns(
                        Map.of(0, IndicatorColumns.ANY), Map.of(Kind.WORDS, 1), List.of("indicator", "comment")),
                false,
                rows,
                comments);
    }

    private static String withoutMarks(String comment) {
        int from = 0;
        while (comment.startsWith("#", from) || comment.startsWith("//", from)) {
            from += comment.charAt(from) == '#' ? 1 : 2;
        }
        return comment.substring(from).strip();
    }

    /// How many rows there are.
    int size() {
        return table.rows().size();
    }

    Reading read(byte[] bytes) {
        for (String comment : table.comments()) {
            Matcher marking = TLP.matcher(comment);
            while (marking.find()) {
                gathered.marked(Tlp.parse(marking.group(1)));
            }
            if (!comment.isEmpty()) {
                words.add(comment);
            }
        }
        List<Flaw> flaws = new ArrayList<>();
        for (Row row : table.rows()) {
            row(row, flaws);
        }
        if (gathered.count() == 0) {
            return new Reading.Unusable(
                    flaws.isEmpty()
                            ? List.of(new Flaw("", "empty", "There is no value in this list."))
                            : flaws.subList(0, Math.min(flaws.size(), 500)));
        }
        flaws.forEach(flaw -> remarks.add(flaw.pointer(), flaw.code(), flaw.detail()));
        int count = gathered.count();
        Observable telling = gathered.telling();
        String title = count == 1 && telling != null
                ? "Indicator " + Observables.defang(telling)
                : "List of " + count + " indicators";
        Facts facts = gathered.facts(title, Tlp.AMBER_STRICT);
        NormalForm form = new NormalForm(
                ReportScope.standingFor(Sha256.of(bytes).toString(), origin.member(), facts, origin.receivedAt()),
                facts);
        form.notes("Further values", List.copyOf(words));
        return new Reading.Content(new NormalReport("csv", facts, form.bundle(), null), remarks.toList());
    }

    private void row(Row row, List<Flaw> flaws) {
        Map<Kind, String> said = new HashMap<>();
        table.columns().others().forEach((kind, column) -> {
            if (column < row.cells().size() && !row.cells().get(column).isEmpty()) {
                said.put(kind, row.cells().get(column));
            }
        });
        Tlp marking = said.containsKey(Kind.TLP) ? Tlp.parse(said.getOrDefault(Kind.TLP, "")) : null;
        if (said.containsKey(Kind.TLP) && marking == null) {
            flaws.add(flaw(
                    row,
                    "tlp",
                    "wrong-value",
                    "This is no marking of the Traffic Light Protocol; the row is set aside."));
            return;
        }
        List<ReportedIndicator> found = new ArrayList<>();
        for (Map.Entry<Integer, String> column : table.columns().values().entrySet()) {
            String text = column.getKey() < row.cells().size() ? row.cells().get(column.getKey()) : "";
            String name = table.columns().names().get(column.getKey());
            if (text.isEmpty()) {
                continue;
            }
            Observable value = value(text, column.getValue(), said.getOrDefault(Kind.TYPE, ""));
            if (value == null) {
                flaws.add(flaw(row, name, "no-such-value", "This is nothing that can be compared."));
                words.add("line " + row.line() + ", " + name + ": " + text);
            } else {
                found.add(reported(value, row, said));
            }
        }
        if (found.isEmpty()) {
            return;
        }
        gathered.marked(marking);
        gathered.malware(said.get(Kind.MALWARE));
        found.forEach(gathered::value);
        found.forEach(value -> gathered.noticed(value.firstSeen()));
        rest(row, found.getFirst());
    }

    /// A column's type, what the row says, or what the value itself shows.
    private static @Nullable Observable value(String text, String column, String told) {
        ObservableType type = column.isEmpty() ? IndicatorColumns.type(told) : ObservableType.parse(column);
        return type == null ? Observables.parse(text) : Observables.normalise(type, text);
    }

    private ReportedIndicator reported(Observable value, Row row, Map<Kind, String> said) {
        Instant first = time(row, said, Kind.FIRST_SEEN);
        Instant last = time(row, said, Kind.LAST_SEEN);
        boolean turned = first != null && last != null && last.isBefore(first);
        Role role = switch (said.getOrDefault(Kind.ROLE, "attacker").toLowerCase(Locale.ROOT)) {
            case "attacker" -> Role.ATTACKER;
            case "victim" -> Role.VICTIM;
            default -> Role.UNKNOWN;
        };
        String detects = said.getOrDefault(Kind.DETECTS, "true").toLowerCase(Locale.ROOT);
        return new ReportedIndicator(
                value,
                role == Role.ATTACKER && !Set.of("false", "0", "no").contains(detects),
                role,
                List.of(),
                List.of(),
                confidence(said.getOrDefault(Kind.CONFIDENCE, "")),
                turned ? last : first,
                turned ? first : last,
                said.get(Kind.WORDS));
    }

    private @Nullable Instant time(Row row, Map<Kind, String> said, Kind kind) {
        String text = said.getOrDefault(kind, "");
        if (text.isEmpty()) {
            return null;
        }
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Instant at = Times.rfc3339(
                text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T").replaceFirst(" UTC$", "Z"));
        if (at == null) {
            at = Times.date(text);
        }
        if (at == null) {
            try {
                at = LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
                remarks.add(at(row, name), "no-offset", "This time has no offset; it is taken for UTC.");
            } catch (DateTimeException _) {
                remarks.add(at(row, name), "wrong-form", "This is no time; it is kept as a note.");
                words.add("line " + row.line() + ", " + name + ": " + text);
                return null;
            }
        }
        if (at.isBefore(Times.EARLIEST) || at.isAfter(origin.receivedAt().plusSeconds(86_400))) {
            remarks.add(at(row, name), "unlikely-time", "This time is before 1990 or in the future.");
            words.add("line " + row.line() + ", " + name + ": " + text);
            return null;
        }
        return at;
    }

    private static @Nullable Integer confidence(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "high" -> 85;
            case "medium" -> 50;
            case "low" -> 15;
            default -> text.matches("[0-9]{1,2}|100") ? Integer.valueOf(text) : null;
        };
    }

    /// Cells that nothing above has a place for.
    private void rest(Row row, ReportedIndicator first) {
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            boolean known = table.columns().values().containsKey(i)
                    || table.columns().others().containsValue(i)
                    || cell.isEmpty();
            if (!known) {
                String name = i < table.columns().names().size()
                        ? table.columns().names().get(i)
                        : "column " + (i + 1);
                words.add(first.observable().value() + " › " + name + ": " + cell);
            }
        }
    }

    private static Flaw flaw(Row row, String name, String code, String detail) {
        return new Flaw(at(row, name), code, detail);
    }

    private static String at(Row row, String name) {
        return JsonPointers.append("/" + row.line(), name);
    }
}
