package org.caricom.conch.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// Values that so many see that sharing them says nothing: they are kept and shown, but compared with no other case,
/// and
/// shared only when a coordinator says why.
///
/// The lists are data. Documentation ranges are not on those that Conch ships: exercises and examples use them as
/// attackers.
public final class WarningLists {
    private static final WarningLists STANDARD = new WarningLists(shipped());

    /// One list, ready to be asked.
    ///
    /// @param reason why a value is on it, in words
    /// @param types  the kinds of value it is about; empty for all
    record Loaded(String reason, Set<ObservableType> types, WarningMatcher matcher) {
        static Loaded of(WarningList list) {
            return new Loaded(list.name(), list.types(), WarningMatcher.of(list.kind(), list.entries()));
        }

        boolean matches(Observable observable) {
            return (types.isEmpty() || types.contains(observable.type())) && matcher.matches(observable);
        }
    }

    private final List<Loaded> lists;

    private WarningLists(List<Loaded> lists) {
        this.lists = List.copyOf(lists);
    }

    /// The lists that Conch ships.
    public static WarningLists standard() {
        return STANDARD;
    }

    /// The lists that Conch ships and these.
    static WarningLists standardAnd(List<Loaded> more) {
        List<Loaded> all = new ArrayList<>(STANDARD.lists);
        all.addAll(more);
        return new WarningLists(all);
    }

    /// Why a value is on a list, in words; null when it is on none.
    public @Nullable String reason(Observable observable) {
        for (Loaded list : lists) {
            if (list.matches(observable)) {
                return list.reason();
            }
        }
        return null;
    }

    private static List<Loaded> shipped() {
        List<Loaded> lists = new ArrayList<>();
        for (JsonNode list : CaseResources.json("warning-lists.json").path("lists")) {
            String reason = list.path("reason").asText();
            add(
                    lists,
                    reason,
                    EnumSet.of(ObservableType.IPV4_ADDR, ObservableType.IPV6_ADDR),
                    WarningList.Kind.CIDR,
                    list.path("ranges"));
            add(
                    lists,
                    reason,
                    EnumSet.of(ObservableType.DOMAIN_NAME, ObservableType.URL, ObservableType.EMAIL_ADDR),
                    WarningList.Kind.HOSTNAME,
                    list.path("hosts"));
            list.path("values").properties().forEach(typed -> {
                ObservableType type =
                        java.util.Objects.requireNonNull(ObservableType.parse(typed.getKey()), typed.getKey());
                add(lists, reason, EnumSet.of(type), WarningList.Kind.STRING, typed.getValue());
            });
        }
        return lists;
    }

    private static void add(
            List<Loaded> lists, String reason, Set<ObservableType> types, WarningList.Kind kind, JsonNode array) {
        List<String> entries = new ArrayList<>();
        for (JsonNode entry : array) {
            entries.add(entry.asText());
            if (kind == WarningList.Kind.STRING && types.contains(ObservableType.DOMAIN_NAME)) {
                entries.add("www." + entry.asText());
            }
        }
        if (!entries.isEmpty()) {
            lists.add(new Loaded(reason, Set.copyOf(types), WarningMatcher.of(kind, entries)));
        }
    }
}
