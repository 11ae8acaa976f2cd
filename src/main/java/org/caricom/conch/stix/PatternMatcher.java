package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.stix.StixPattern.All;
import org.caricom.conch.stix.StixPattern.Any;
import org.caricom.conch.stix.StixPattern.AnyElement;
import org.caricom.conch.stix.StixPattern.Binary;
import org.caricom.conch.stix.StixPattern.Comparison;
import org.caricom.conch.stix.StixPattern.Constant;
import org.caricom.conch.stix.StixPattern.Decimal;
import org.caricom.conch.stix.StixPattern.Either;
import org.caricom.conch.stix.StixPattern.Exists;
import org.caricom.conch.stix.StixPattern.Hex;
import org.caricom.conch.stix.StixPattern.Index;
import org.caricom.conch.stix.StixPattern.Matching;
import org.caricom.conch.stix.StixPattern.Name;
import org.caricom.conch.stix.StixPattern.ObjectPath;
import org.caricom.conch.stix.StixPattern.Observation;
import org.caricom.conch.stix.StixPattern.Operator;
import org.caricom.conch.stix.StixPattern.Qualified;
import org.caricom.conch.stix.StixPattern.Sequence;
import org.caricom.conch.stix.StixPattern.Step;
import org.caricom.conch.stix.StixPattern.Test;
import org.caricom.conch.stix.StixPattern.Text;
import org.caricom.conch.stix.StixPattern.Time;
import org.caricom.conch.stix.StixPattern.Together;
import org.caricom.conch.stix.StixPattern.Truth;
import org.caricom.conch.stix.StixPattern.Whole;
import org.jspecify.annotations.Nullable;

/// Compares patterns with the observables of one observation, STIX 2.1 §9.6: comparisons whole, and choices of
/// them. Order, repetition and spans of time need several observations; for those the answer is
/// [Verdict#BEYOND].
///
/// `MATCHES` runs in time linear in the text (RE2 syntax): an expression that needs more, with look-arounds or
/// back-references, never matches, like any constant that is not valid.
public final class PatternMatcher {
    /// A path with `[*]` may lead to this many values; more are not looked at.
    private static final int MOST_VALUES = 10_000;

    private final Map<String, JsonNode> byId = new HashMap<>();
    private final List<JsonNode> roots = new ArrayList<>();
    private final Map<String, com.google.re2j.Pattern> expressions = new HashMap<>();

    /// What a pattern says about one observation.
    public enum Verdict {
        MATCH,
        NO_MATCH,
        /// One observation cannot tell.
        BEYOND
    }

    /// @param observables of one observation; references lead from one to another
    public PatternMatcher(Collection<StixObject> observables) {
        for (StixObject observable : observables) {
            byId.put(observable.id().toString(), observable.json());
            roots.add(observable.json());
        }
    }

    private PatternMatcher() {}

    /// For what an observed-data object is about: the objects of the bundle that it refers to and those that
    /// they refer to, or those that it holds itself (§4.14, deprecated).
    public static PatternMatcher of(StixObject observed, Bundle bundle) {
        JsonNode container = observed.get("objects");
        if (container != null && container.isObject()) {
            var matcher = new PatternMatcher();
            container.properties().forEach(entry -> {
                matcher.byId.put(entry.getKey(), entry.getValue());
                matcher.roots.add(entry.getValue());
            });
            return matcher;
        }
        Map<StixId, StixObject> all = new HashMap<>();
        bundle.objects().forEach(object -> all.put(object.id(), object));
        Map<StixId, StixObject> reached = new LinkedHashMap<>();
        List<StixId> next = new ArrayList<>(observed.refs("object_refs"));
        while (!next.isEmpty()) {
            StixObject object = all.get(next.removeLast());
            if (object != null && object.kind() == StixKind.SCO && reached.putIfAbsent(object.id(), object) == null) {
                references(object.json(), next);
            }
        }
        return new PatternMatcher(reached.values());
    }

    private static void references(JsonNode value, List<StixId> into) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            for (JsonNode one : property.getValue().isArray() ? property.getValue() : List.of(property.getValue())) {
                StixId id =
                        one.isTextual() && property.getKey().contains("_ref") ? StixId.parse(one.textValue()) : null;
                if (id != null) {
                    into.add(id);
                } else if (one.isObject()) {
                    references(one, into);
                }
            }
        }
    }

    /// Whether the observables are what the pattern looks for.
    public Verdict verdict(StixPattern pattern) {
        return verdict(pattern.expression());
    }

    private Verdict verdict(Observation observation) {
        return switch (observation) {
            case Matching matching -> matches(matching.comparison()) ? Verdict.MATCH : Verdict.NO_MATCH;
            case Either either -> {
                Verdict verdict = Verdict.NO_MATCH;
                for (Observation part : either.parts()) {
                    Verdict one = verdict(part);
                    if (one == Verdict.MATCH) {
                        yield one;
                    }
                    verdict = one == Verdict.BEYOND ? one : verdict;
                }
                yield verdict;
            }
            case Together _, Sequence _, Qualified _ -> Verdict.BEYOND;
        };
    }

    /// Whether the comparison holds of any one of the observables.
    public boolean matches(Comparison comparison) {
        for (JsonNode root : roots) {
            if (holds(comparison, root)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(Comparison comparison, JsonNode root) {
        return switch (comparison) {
            case Any any -> any.parts().stream().anyMatch(part -> holds(part, root));
            case All all -> all.parts().stream().allMatch(part -> holds(part, root));
            case Exists exists ->
                isOf(exists.path(), root) && values(exists.path(), root).isEmpty() == exists.negated();
            case Test test -> isOf(test.path(), root) && holds(test, values(test.path(), root));
        };
    }

    private static boolean isOf(ObjectPath path, JsonNode root) {
        return root.path("type").asText().equals(path.type());
    }

    /// A path that leads nowhere matches nothing, whatever the operator and with NOT too (§9.7).
    private boolean holds(Test test, List<JsonNode> values) {
        for (JsonNode value : values) {
            Boolean holds = compare(test, value);
            if (holds != null && holds != test.negated()) {
                return true;
            }
        }
        return false;
    }

    private List<JsonNode> values(ObjectPath path, JsonNode root) {
        List<JsonNode> values = List.of(root);
        List<Step> steps = path.steps();
        for (int i = 0; i < steps.size(); i++) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode value : values) {
                switch (steps.get(i)) {
                    case Name name -> add(next, value.get(name.name()));
                    case Index index -> add(next, value.isArray() ? value.get(index.index()) : null);
                    case AnyElement _ -> {
                        if (value.isArray()) {
                            value.forEach(element -> add(next, element));
                        }
                    }
                }
            }
            boolean more = i + 1 < steps.size() && steps.get(i + 1) instanceof Name;
            values = more ? followed(next) : next;
        }
        return values;
    }

    private static void add(List<JsonNode> values, @Nullable JsonNode value) {
        if (value != null && values.size() < MOST_VALUES) {
            values.add(value);
        }
    }

    /// Where a step goes on from a reference it goes on from what is referred to.
    private List<JsonNode> followed(List<JsonNode> values) {
        List<JsonNode> followed = new ArrayList<>(values.size());
        for (JsonNode value : values) {
            add(followed, value.isTextual() ? byId.get(value.textValue()) : value);
        }
        return followed;
    }

    /// Null when a constant is not valid: then nothing matches.
    private @Nullable Boolean compare(Test test, JsonNode value) {
        return switch (test.operator()) {
            case EQUAL -> equal(value, test.constants().getFirst());
            case UNEQUAL -> !equal(value, test.constants().getFirst());
            case IN -> test.constants().stream().anyMatch(constant -> equal(value, constant));
            case LESS, AT_MOST, GREATER, AT_LEAST ->
                ordered(test.operator(), value, test.constants().getFirst());
            case LIKE -> value.isTextual() && like(value.textValue(), text(test));
            case MATCHES -> expression(value, text(test));
            case SUBSET -> contains(text(test), value.asText());
            case SUPERSET -> contains(value.asText(), text(test));
        };
    }

    private static String text(Test test) {
        return test.constants().getFirst() instanceof Text text ? text.value() : "";
    }

    private static boolean equal(JsonNode value, Constant constant) {
        Integer order = order(value, constant);
        return order != null && order == 0;
    }

    private static boolean ordered(Operator operator, JsonNode value, Constant constant) {
        Integer order = order(value, constant);
        if (order == null) {
            return false;
        }
        return switch (operator) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case EQUAL, UNEQUAL, IN, LIKE, MATCHES, SUBSET, SUPERSET -> throw new AssertionError(operator);
        };
    }

    /// Null when the two are of types that cannot be compared, §9.6.1.
    private static @Nullable Integer order(JsonNode value, Constant constant) {
        return switch (constant) {
            case Whole whole -> number(value, new BigDecimal(whole.value()));
            case Decimal decimal -> number(value, decimal.value());
            case Truth truth -> value.isBoolean() ? Boolean.compare(value.booleanValue(), truth.value()) : null;
            case Text text -> value.isTextual() ? Integer.valueOf(codePoints(value.textValue(), text.value())) : null;
            case Time time -> {
                StixTimestamp there = value.isTextual() ? StixTimestamp.parse(value.textValue()) : null;
                yield there == null ? null : Integer.valueOf(there.compareTo(time.value()));
            }
            case Hex hex -> bytes(value, HexFormat.of().parseHex(hex.digits()));
            case Binary binary -> bytes(value, Base64.getDecoder().decode(binary.base64()));
        };
    }

    private static @Nullable Integer number(JsonNode value, BigDecimal constant) {
        return value.isNumber() ? Integer.valueOf(value.decimalValue().compareTo(constant)) : null;
    }

    /// Bytes are written in hexadecimal digits or in base64, by what the property is (§2.1 and §2.8).
    private static @Nullable Integer bytes(JsonNode value, byte[] constant) {
        if (!value.isTextual()) {
            return null;
        }
        String text = value.textValue();
        if (Syntax.isHex(text, -1) && text.length() == 2 * constant.length) {
            return Arrays.compareUnsigned(HexFormat.of().parseHex(text), constant);
        }
        return Syntax.isBase64(text)
                ? Integer.valueOf(Arrays.compareUnsigned(Base64.getDecoder().decode(text), constant))
                : null;
    }

    /// By code points, which UTF-16 units do not follow beyond the first 65,536.
    private static int codePoints(String one, String other) {
        int i = 0;
        while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        if (i == one.length() || i == other.length()) {
            return Integer.compare(one.length(), other.length());
        }
        boolean half = i > 0 && Character.isHighSurrogate(one.charAt(i - 1));
        int at = half ? i - 1 : i;
        return Integer.compare(one.codePointAt(at), other.codePointAt(at));
    }

    /// `%` is any text and `_` any character; both sides in normalisation form C.
    static boolean like(String value, String pattern) {
        int[] text =
                Normalizer.normalize(value, Normalizer.Form.NFC).codePoints().toArray();
        int[] wanted =
                Normalizer.normalize(pattern, Normalizer.Form.NFC).codePoints().toArray();
        int t = 0;
        int w = 0;
        int any = -1;
        int from = 0;
        while (t < text.length) {
            if (w < wanted.length && wanted[w] == '%') {
                any = w++;
                from = t;
            } else if (w < wanted.length && (wanted[w] == '_' || wanted[w] == text[t])) {
                w++;
                t++;
            } else if (any >= 0) {
                w = any + 1;
                t = ++from;
            } else {
                return false;
            }
        }
        while (w < wanted.length && wanted[w] == '%') {
            w++;
        }
        return w == wanted.length;
    }

    private @Nullable Boolean expression(JsonNode value, String expression) {
        if (!value.isTextual()) {
            return false;
        }
        com.google.re2j.Pattern compiled = expressions.get(expression);
        if (compiled == null) {
            try {
                compiled = com.google.re2j.Pattern.compile(
                        Normalizer.normalize(expression, Normalizer.Form.NFC), com.google.re2j.Pattern.DOTALL);
            } catch (PatternSyntaxException _) {
                return null;
            }
            expressions.put(expression, compiled);
        }
        return compiled.matcher(Normalizer.normalize(value.textValue(), Normalizer.Form.NFC))
                .find();
    }

    /// Null when one of the two is no address.
    private static @Nullable Boolean contains(String network, String address) {
        IPAddress outer = address(network);
        IPAddress inner = address(address);
        if (outer == null || inner == null) {
            return null;
        }
        return Boolean.valueOf(outer.toPrefixBlock().contains(inner.toPrefixBlock()));
    }

    private static @Nullable IPAddress address(String text) {
        if (!Syntax.isAddress(text, false) && !Syntax.isAddress(text, true)) {
            return null;
        }
        try {
            return new IPAddressString(text).toAddress();
        } catch (AddressStringException _) {
            return null;
        }
    }
}
