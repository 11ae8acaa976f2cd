package org.caricom.conch.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Sco;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// Who talked to whom through which ports, as STIX network traffic.
///
/// @param from     an address or a host name; null when not told
/// @param to       likewise; at least one of the two is told
/// @param protocol of the transport or above: `tcp`, `http`; null when not told
record Traffic(
        @Nullable Observable from,
        @Nullable Integer fromPort,
        @Nullable Observable to,
        @Nullable Integer toPort,
        @Nullable String protocol) {
    /// Whether it says more than its two ends by themselves, and can be said in STIX.
    boolean tells() {
        return (endpoint(from) != null || endpoint(to) != null)
                && (fromPort != null || toPort != null || protocol != null || (from != null && to != null));
    }

    /// Adds it to a report, as something that was observed.
    void addTo(NormalForm form, @Nullable Instant first, @Nullable Instant last) {
        StixObject source = endpoint(from);
        StixObject destination = endpoint(to);
        ObjectNode properties = Json.object();
        if (source != null) {
            properties.put("src_ref", source.id().toString());
            form.addObservable(source);
        }
        if (destination != null) {
            properties.put("dst_ref", destination.id().toString());
            form.addObservable(destination);
        }
        if (source != null && fromPort != null) {
            properties.put("src_port", fromPort);
        }
        if (destination != null && toPort != null) {
            properties.put("dst_port", toPort);
        }
        properties.set("protocols", protocols());
        StixObject traffic = Sco.of("network-traffic", properties);
        form.addObservable(traffic);
        Instant from = first == null ? (last == null ? form.scope().createdAt() : last) : first;
        Instant until = last == null || last.isBefore(from) ? from : last;
        form.add(form.stamp()
                .on(Sdo.observedData(
                        form.scope().id("observed-data", "traffic " + traffic.id() + " " + from + " " + until),
                        form.stamp().created(),
                        StixTimestamp.of(from),
                        StixTimestamp.of(until),
                        1,
                        List.of(traffic.id()))));
    }

    /// §6.12: the outer protocol first; one has to be told, and an address is of one at least.
    private ArrayNode protocols() {
        ArrayNode protocols = Json.array();
        Observable any = from != null && isAddress(from) ? from : to != null && isAddress(to) ? to : null;
        if (any != null) {
            protocols.add(any.type() == ObservableType.IPV6_ADDR ? "ipv6" : "ipv4");
        }
        if (protocol != null && !protocol.isBlank()) {
            protocols.add(OneLine.of(protocol).toLowerCase(Locale.ROOT));
        }
        return protocols.isEmpty() ? protocols.add("ip") : protocols;
    }

    private static boolean isAddress(Observable value) {
        return value.type() == ObservableType.IPV4_ADDR || value.type() == ObservableType.IPV6_ADDR;
    }

    private static @Nullable StixObject endpoint(@Nullable Observable value) {
        boolean possible = value != null
                && (isAddress(value)
                        || value.type() == ObservableType.DOMAIN_NAME
                        || value.type() == ObservableType.MAC_ADDR);
        return value != null && possible ? Observables.toSco(value) : null;
    }
}
