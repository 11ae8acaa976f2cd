package org.caricom.conch.cases;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.domain.Observable;
import org.jspecify.annotations.Nullable;

/// Values that so many see that sharing them says nothing: they are kept and shown, but compared with no other case.
///
/// The lists are data. Documentation ranges are not on them: exercises and examples use those as attackers.
public final class WarningLists {
    private record Prefix(IPAddress range, String reason) {}

    private final Map<Observable, String> values;
    private final List<Prefix> prefixes;

    private WarningLists(Map<Observable, String> values, List<Prefix> prefixes) {
        this.values = Map.copyOf(values);
        this.prefixes = List.copyOf(prefixes);
    }

    /// The lists that Conch ships.
    public static WarningLists standard() {
        Map<Observable, String> values = new HashMap<>();
        List<Prefix> prefixes = new ArrayList<>();
        for (JsonNode list : CaseResources.json("warning-lists.json").path("lists")) {
            String reason = list.path("reason").asText();
            for (JsonNode range : list.path("ranges")) {
                prefixes.add(new Prefix(new IPAddressString(range.asText()).getAddress(), reason));
            }
            list.path("values").properties().forEach(typed -> {
                var type = java.util.Objects.requireNonNull(
                        org.caricom.conch.domain.ObservableType.parse(typed.getKey()), typed.getKey());
                typed.getValue().forEach(value -> values.put(new Observable(type, value.asText()), reason));
            });
        }
        return new WarningLists(values, prefixes);
    }

    /// Why a value is on a list, in words; null when it is on none.
    public @Nullable String reason(Observable observable) {
        return switch (observable.type()) {
            case IPV4_ADDR, IPV6_ADDR -> address(observable);
            case DOMAIN_NAME -> {
                String name = observable.value();
                String bare = name.startsWith("www.") ? name.substring(4) : name;
                yield values.get(new Observable(observable.type(), bare));
            }
            default -> values.get(observable);
        };
    }

    private @Nullable String address(Observable observable) {
        String exact = values.get(observable);
        if (exact != null) {
            return exact;
        }
        IPAddress address = new IPAddressString(observable.value()).getAddress();
        if (address == null) {
            return null;
        }
        for (Prefix prefix : prefixes) {
            if (prefix.range().contains(address)) {
                return prefix.reason();
            }
        }
        return null;
    }
}
