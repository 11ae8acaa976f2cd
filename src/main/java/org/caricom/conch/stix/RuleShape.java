package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The blocks that one value must follow, put together for speed: one look-up for every property.
final class RuleShape {
    private final HashMap<String, RuleTable.Property> properties = new HashMap<>();
    private final List<RuleTable.Property> required = new ArrayList<>();
    private final List<Rule.Stated> rules = new ArrayList<>();
    private final List<String> contributing;
    private long all;

    RuleShape(RuleTable.Block one, RuleTable.@Nullable Block other) {
        include(one);
        if (other != null) {
            include(other);
        }
        contributing = List.copyOf(other == null ? one.contributing() : other.contributing());
    }

    private void include(RuleTable.Block block) {
        for (RuleTable.Property property : block.properties().values()) {
            long bit = property.required() ? 1L << required.size() : 0;
            var mine = new RuleTable.Property(
                    property.line(), property.name(), property.type(), property.required(), property.deprecated(), bit);
            properties.put(property.name(), mine);
            if (bit != 0) {
                required.add(mine);
                all |= bit;
            }
        }
        rules.addAll(block.rules());
    }

    RuleTable.@Nullable Property property(String name) {
        return properties.get(name);
    }

    /// The properties that an observable's identifier is made from; empty for types that have none.
    List<String> contributing() {
        return contributing;
    }

    /// Tells what breaks the rules.
    ///
    /// @param top  whether this is a whole object, whose names follow §3.1 and §3.8
    /// @param open whether an extension says that it adds properties to the object
    void check(JsonNode object, Findings findings, boolean top, boolean open) {
        long there = 0;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            RuleTable.Property property = properties.get(entry.getKey());
            if (property != null) {
                there |= property.bit();
                known(property, entry.getValue(), findings);
            } else {
                unknown(entry.getKey(), entry.getValue(), findings, top, open);
            }
        }
        if (there != all) {
            missing(there, findings);
        }
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).check(object, findings);
        }
    }

    private static void known(RuleTable.Property property, JsonNode value, Findings findings) {
        findings.enter(property.name());
        RuleTable.Line before = findings.under(property.line());
        PropertyType.checkNotNull(value, property.type(), findings);
        if (property.deprecated()) {
            findings.unusual("deprecated", property.line().section(), "this is deprecated");
        }
        findings.back(before);
        findings.leave();
    }

    private static void unknown(String name, JsonNode value, Findings findings, boolean top, boolean open) {
        if (top && (name.equals("type") || name.equals("id"))) {
            return;
        }
        findings.enter(name);
        RuleTable.Line before = findings.under(RuleTable.Line.OBJECT);
        if (top) {
            StixRules.customName(name, findings, open);
        }
        PropertyType.checkNotNull(value, PropertyType.Any.INSTANCE, findings);
        findings.back(before);
        findings.leave();
    }

    private void missing(long there, Findings findings) {
        for (RuleTable.Property property : required) {
            if ((there & property.bit()) == 0) {
                findings.enter(property.name());
                RuleTable.Line before = findings.under(property.line());
                findings.wrong("missing", property.line().section(), property.name() + " is required here");
                findings.back(before);
                findings.leave();
            }
        }
    }
}
