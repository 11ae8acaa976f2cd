package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Puts a STIX object together, property by property. What is null or empty is left out, because STIX has
/// neither.
public final class StixBuilder {
    private final ObjectNode json = Json.object();

    StixBuilder(StixId id) {
        json.put("type", id.type());
        json.put("spec_version", "2.1");
        json.put("id", id.toString());
    }

    /// `created`, and the same for `modified`: the first version of an object.
    public StixBuilder created(StixTimestamp time) {
        return set("created", time).set("modified", time);
    }

    public StixBuilder modified(StixTimestamp time) {
        return set("modified", time);
    }

    public StixBuilder createdBy(@Nullable StixId identity) {
        return set("created_by_ref", identity);
    }

    public StixBuilder description(@Nullable String text) {
        return set("description", text);
    }

    /// How sure the creator is.
    ///
    /// @param percent 0 to 100, STIX 2.1 appendix A; null when not stated
    public StixBuilder confidence(@Nullable Integer percent) {
        if (percent != null) {
            json.put("confidence", percent);
        }
        return this;
    }

    public StixBuilder labels(Collection<String> labels) {
        return set("labels", labels);
    }

    /// Adds to `object_marking_refs`.
    public StixBuilder marking(StixId marking) {
        json.withArray("/object_marking_refs").add(marking.toString());
        return this;
    }

    /// Adds to `external_references`, §2.5; one of `externalId` and `url` is wanted.
    public StixBuilder externalReference(String source, @Nullable String externalId, @Nullable String url) {
        ObjectNode reference = json.withArray("/external_references").addObject();
        reference.put("source_name", source);
        if (externalId != null) {
            reference.put("external_id", externalId);
        }
        if (url != null) {
            reference.put("url", url);
        }
        return this;
    }

    /// Adds to `kill_chain_phases`, §2.11.
    public StixBuilder killChainPhase(String chain, String phase) {
        json.withArray("/kill_chain_phases")
                .addObject()
                .put("kill_chain_name", chain)
                .put("phase_name", phase);
        return this;
    }

    /// Adds to `extensions`, §7.3.
    ///
    /// @param key an extension definition's identifier, or the name of a predefined one
    public StixBuilder extension(String key, ObjectNode content) {
        json.withObject("/extensions").set(key, content);
        return this;
    }

    public StixBuilder set(String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
        return this;
    }

    public StixBuilder set(String name, @Nullable StixId value) {
        return set(name, value == null ? null : value.toString());
    }

    public StixBuilder set(String name, @Nullable StixTimestamp value) {
        return set(name, value == null ? null : value.toString());
    }

    public StixBuilder set(String name, @Nullable Long value) {
        if (value != null) {
            json.put(name, value);
        }
        return this;
    }

    public StixBuilder set(String name, boolean value) {
        json.put(name, value);
        return this;
    }

    public StixBuilder set(String name, @Nullable JsonNode value) {
        if (value != null && (value.isValueNode() || !value.isEmpty())) {
            json.set(name, value);
        }
        return this;
    }

    /// A list of strings, or of what is written as one: identifiers, timestamps.
    public StixBuilder set(String name, Collection<?> values) {
        ArrayNode list = Json.array();
        for (Object value : List.copyOf(values)) {
            list.add(value.toString());
        }
        return set(name, list);
    }

    public StixObject build() {
        return StixObject.of(json);
    }
}
