package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// What the tags of a MISP event and of its attributes say: markings, classes, and the clusters of
/// galaxies.
final class MispTags {
    private static final Pattern GALAXY = Pattern.compile("misp-galaxy:([a-z0-9-]+)=\"(.*)\"", Pattern.DOTALL);

    private final List<Rsit> classes = new ArrayList<>();
    private final Set<String> techniques = new LinkedHashSet<>();
    private final Map<String, Set<String>> clusters = new LinkedHashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private @Nullable Tlp tlp;
    private @Nullable Sector sector;

    /// Takes the `Tag` and `Galaxy` lists of an event, an attribute or an object.
    void take(JsonNode holder) {
        for (JsonNode tag : holder.path("Tag")) {
            tag(tag.path("name").asText());
        }
        for (JsonNode galaxy : holder.path("Galaxy")) {
            for (JsonNode cluster : galaxy.path("GalaxyCluster")) {
                String tag = cluster.path("tag_name").asText();
                if (tag.isEmpty()) {
                    cluster(cluster.path("type").asText(), cluster.path("value").asText());
                } else {
                    tag(tag);
                }
            }
        }
    }

    private void tag(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tlp:")) {
            marking(lower);
            return;
        }
        Rsit rsit = Rsit.parse(lower);
        if (rsit != null) {
            if (!classes.contains(rsit)) {
                classes.add(rsit);
            }
            return;
        }
        Matcher galaxy = GALAXY.matcher(name);
        if (galaxy.matches()) {
            cluster(galaxy.group(1), galaxy.group(2));
        } else if (!name.isBlank()) {
            others.add(OneLine.of(name));
        }
    }

    private void marking(String tag) {
        Tlp marking = tag.equals("tlp:unclear") ? Tlp.RED : Tlp.parse(tag);
        if (marking == null) {
            others.add(OneLine.of(tag));
        } else {
            tlp = tlp == null ? marking : tlp.strictest(marking);
        }
    }

    private void cluster(String galaxy, String value) {
        String type = MispTypes.galaxy(galaxy);
        if (value.isBlank()) {
            return;
        }
        if (type == null) {
            others.add(OneLine.of(galaxy + ": " + value));
            return;
        }
        switch (type) {
            case "attack-pattern" -> {
                String id = Techniques.idIn(value);
                if (id == null) {
                    others.add(OneLine.of(galaxy + ": " + value));
                } else {
                    techniques.add(id);
                }
            }
            case "sector" -> {
                Sector found = Sector.parse(value.toLowerCase(Locale.ROOT).replace(' ', '-'));
                if (found == null) {
                    others.add(OneLine.of(galaxy + ": " + value));
                } else if (sector == null) {
                    sector = found;
                }
            }
            default ->
                clusters.computeIfAbsent(type, _ -> new LinkedHashSet<>()).add(OneLine.of(value));
        }
    }

    /// The strictest of the TLP tags; null when there is none.
    @Nullable Tlp tlp() {
        return tlp;
    }

    @Nullable Sector sector() {
        return sector;
    }

    List<Rsit> classes() {
        return List.copyOf(classes);
    }

    List<String> techniques() {
        return List.copyOf(techniques);
    }

    /// The names of clusters of one STIX type, as they stand in the tags.
    List<String> clusters(String type) {
        return List.copyOf(clusters.getOrDefault(type, Set.of()));
    }

    /// Tags that say nothing that Conch has a place for.
    List<String> others() {
        return List.copyOf(others);
    }
}
