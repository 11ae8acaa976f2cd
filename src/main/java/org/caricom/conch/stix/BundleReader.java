package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonException.Reason;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.Violation.Level;
import org.jspecify.annotations.Nullable;

/// Reads a bundle of any length from a stream and hands out its objects one at a time, each checked by
/// [StixRules]. It holds no more than the object in hand, so that what objects say of each other is not looked
/// at; [BundleRules] does that for whoever keeps them.
///
/// ```
/// var reader = new BundleReader(stream, JsonLimits.DEFAULT);
/// for (var item = reader.next(); item != null; item = reader.next()) { … }
/// ```
public final class BundleReader {
    /// Bytes of one object, if nothing else is said.
    public static final int LONGEST_OBJECT = 16 * 1024 * 1024;

    private static final int FIRST_BUFFER = 64 * 1024;

    private final InputStream in;
    private final JsonLimits limits;
    private final int longest;

    private byte[] buffer = new byte[FIRST_BUFFER];
    private int at;
    private int end;

    private State state = State.START;
    private int index;
    private final Set<String> names = new HashSet<>();
    private final List<Violation> frame = new ArrayList<>();
    private @Nullable StixId id;

    private enum State {
        START,
        OBJECTS,
        END
    }

    /// One element of the bundle's list.
    ///
    /// @param pointer    where it stands in the bundle
    /// @param object     null when it is no STIX object
    /// @param violations all that it breaks, of every level; pointers start at the bundle
    public record Item(String pointer, @Nullable StixObject object, List<Violation> violations) {
        public Item {
            violations = List.copyOf(violations);
        }

        /// Whether it breaks no MUST.
        public boolean isValid() {
            return object != null && violations.stream().noneMatch(violation -> violation.level() == Level.MUST);
        }
    }

    /// Reads with [#LONGEST_OBJECT].
    public BundleReader(InputStream in, JsonLimits limits) {
        this(in, limits, LONGEST_OBJECT);
    }

    /// Starts reading; the stream stays its owner's to close.
    ///
    /// @param limits  of every object by itself
    /// @param longest bytes of one object
    public BundleReader(InputStream in, JsonLimits limits, int longest) {
        this.in = in;
        this.limits = limits;
        this.longest = longest;
    }

    /// The next object; null at the end of the bundle, and only then is [#frame()] complete.
    ///
    /// @throws JsonException when the text is not JSON, or one object of it is beyond a limit; nothing can be
    /// read after
    public @Nullable Item next() throws IOException, JsonException {
        if (state == State.START) {
            expect('{', "a bundle is a JSON object");
            members(true);
        } else if (state == State.OBJECTS) {
            if (peek() == ',') {
                at++;
            } else {
                expect(']', "a comma or the end of the list is expected");
                members(false);
            }
        }
        if (state == State.END) {
            return null;
        }
        String pointer = "/objects/" + index++;
        JsonNode json = json(pointer);
        return switch (StixObject.take(json)) {
            case StixReading.Flawed flawed -> new Item(pointer, null, below(pointer, flawed.violations()));
            case StixReading.Whole whole ->
                new Item(pointer, whole.object(), below(pointer, StixRules.violations(whole.object())));
        };
    }

    private static List<Violation> below(String pointer, List<Violation> violations) {
        return violations.isEmpty()
                ? violations
                : violations.stream().map(violation -> violation.below(pointer)).toList();
    }

    /// The bundle's identifier; null before it was read, and when it is none.
    public @Nullable StixId id() {
        return id;
    }

    /// What is wrong with the bundle apart from its objects.
    public List<Violation> frame() {
        return List.copyOf(frame);
    }

    /// Reads members of the bundle up to the first object of its list, or to its end.
    private void members(boolean first) throws IOException, JsonException {
        boolean comma = !first;
        while (true) {
            int next = peek();
            if (next == '}') {
                at++;
                finish();
                return;
            }
            if (comma) {
                expect(',', "a comma or the end of the bundle is expected");
            }
            comma = true;
            String name = json("").textValue();
            if (name == null) {
                throw syntax("a member's name is a string");
            }
            if (name.length() > limits.nameLength()) {
                throw new JsonException(
                        Reason.LIMIT, "", "a name is longer than " + limits.nameLength() + " characters");
            }
            if (!names.add(name)) {
                throw new JsonException(Reason.DUPLICATE_NAME, "", "two members of one object have the same name");
            }
            expect(':', "a colon is expected");
            if (member(name)) {
                return;
            }
        }
    }

    /// Reads a member's value; true when objects follow.
    private boolean member(String name) throws IOException, JsonException {
        if (name.equals("objects") && peek() == '[') {
            at++;
            if (peek() != ']') {
                state = State.OBJECTS;
                return true;
            }
            at++;
            tell("/objects", "empty", Level.MUST, "a list of objects is filled, or left out");
            return false;
        }
        JsonNode value = json("/" + name.replace("~", "~0").replace("/", "~1"));
        switch (name) {
            case "type" -> {
                if (!"bundle".equals(value.textValue())) {
                    tell("/type", "wrong-value", Level.MUST, "a bundle is of type bundle");
                }
            }
            case "id" -> {
                id = value.isTextual() ? StixId.parse(value.textValue()) : null;
                if (id == null || !id.isOfType("bundle")) {
                    id = null;
                    tell("/id", "wrong-value", Level.MUST, "a bundle has an id of type bundle");
                }
            }
            case "objects" -> tell("/objects", "wrong-type", Level.MUST, "this is a list");
            default ->
                frame.add(new Violation(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "bundle:property",
                        "§8",
                        Level.SHOULD,
                        "custom",
                        "a bundle has a type, an id and objects, and nothing else"));
        }
        return false;
    }

    private void finish() throws IOException, JsonException {
        state = State.END;
        if (peek() >= 0) {
            throw syntax("more text follows the bundle");
        }
        for (String name : List.of("type", "id")) {
            if (!names.contains(name)) {
                tell("/" + name, "missing", Level.MUST, "a bundle has a type and an id");
            }
        }
    }

    private void tell(String pointer, String code, Level level, String detail) {
        frame.add(new Violation(pointer, "bundle." + pointer.substring(1) + ":" + code, "§8", level, code, detail));
    }

    private JsonException syntax(String message) {
        String pointer = state == State.OBJECTS ? "/objects" : "";
        state = State.END;
        return new JsonException(Reason.SYNTAX, pointer, message);
    }

    private void expect(char wanted, String message) throws IOException, JsonException {
        if (peek() != wanted) {
            throw syntax(message);
        }
        at++;
    }

    /// The next byte that is not blank, which is not taken yet; −1 at the end.
    private int peek() throws IOException, JsonException {
        while (at < end || fill()) {
            byte b = buffer[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return -1;
    }

    /// Reads on; false at the end of the stream. What stands from `at` is kept, and may move to the buffer's
    /// beginning.
    private boolean fill() throws IOException, JsonException {
        int kept = end - at;
        if (kept >= longest) {
            state = State.END;
            throw new JsonException(Reason.LIMIT, "", "one object of a bundle has at most " + longest + " bytes");
        }
        if (kept == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, Math.max(longest, FIRST_BUFFER)));
        } else if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, kept);
            at = 0;
            end = kept;
        }
        int more = in.read(buffer, end, buffer.length - end);
        end += Math.max(more, 0);
        return more > 0;
    }

    /// The value that comes next, of which only the end is looked for here; its own reader says what it is.
    private JsonNode json(String pointer) throws IOException, JsonException {
        if (peek() < 0) {
            throw syntax("the text ends too early");
        }
        int length = length();
        byte[] value = Arrays.copyOfRange(buffer, at, at + length);
        at += length;
        try {
            return Json.parse(value, limits);
        } catch (JsonException e) {
            state = State.END;
            throw new JsonException(e.reason(), pointer + e.pointer(), String.valueOf(e.getMessage()));
        }
    }

    /// How many bytes there are from here to where the brackets that open are closed, or to the end of a word.
    private int length() throws IOException, JsonException {
        int depth = 0;
        int i = 0;
        while (at + i < end || fill()) {
            byte b = buffer[at + i];
            if (b == '"') {
                i = pastString(i + 1);
                if (depth == 0) {
                    return i;
                }
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth <= 0) {
                    return depth < 0 ? i : i + 1;
                }
            } else if (depth == 0 && (b == ',' || b == ':' || b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
                return i;
            }
            i++;
        }
        return i;
    }

    /// Goes from within a string to behind the quote that ends it, or to the end of the stream.
    private int pastString(int from) throws IOException, JsonException {
        int i = from;
        while (at + i < end || fill()) {
            byte[] bytes = buffer;
            int stop = end;
            int j = at + i;
            while (j < stop && bytes[j] != '"' && bytes[j] != '\\') {
                j++;
            }
            i = j - at;
            if (j < stop) {
                if (bytes[j] == '"') {
                    return i + 1;
                }
                i += 2;
            }
        }
        return Math.min(i, end - at);
    }
}
