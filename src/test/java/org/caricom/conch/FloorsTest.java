package org.caricom.conch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The package map as a test: what each room may import. A room that is missing from the table fails.
class FloorsTest {
    private static final String ROOT = "org.caricom.conch.";

    /// From room to the rooms it may import. Floors from the ground up; a room sees all floors below its own,
    /// but floors 1 and 2 are pure and see of floor 0 only `json`.
    private static final Map<String, Set<String>> ROOMS = rooms();

    /// What floors 1 and 2 may import from outside, besides the JDK and JSpecify.
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("stix", List.of("com.fasterxml.jackson.", "com.google.re2j.", "inet.ipaddr.")),
            Map.entry("tlog", List.of()),
            Map.entry("domain", List.of()),
            Map.entry(
                    "signature",
                    List.of(
                            "com.fasterxml.jackson.",
                            "com.nimbusds.jose.",
                            "javax.security.auth.x500.",
                            "org.bouncycastle.")),
            Map.entry(
                    "format",
                    List.of(
                            "com.fasterxml.jackson.",
                            "com.networknt.schema.",
                            "com.google.common.net.",
                            "de.siegmar.fastcsv.",
                            "org.yaml.snakeyaml.",
                            "inet.ipaddr.")),
            Map.entry("triage", List.of("com.fasterxml.jackson.")),
            Map.entry(
                    "scrub",
                    List.of("com.fasterxml.jackson.", "com.google.common.net.", "com.google.re2j.", "inet.ipaddr.")),
            Map.entry("render", List.of("com.fasterxml.jackson.", "com.google.common.net.", "de.siegmar.fastcsv.")));

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.caricom.conch");
    }

    @Test
    void roomsImportOnlyWhatTheMapAllows() {
        Set<String> breaches = new TreeSet<>();
        for (JavaClass from : classes) {
            String room = room(from);
            if (!ROOMS.containsKey(room)) {
                breaches.add(room + " is not on the map; add it to STYLE's table and to this one");
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (to.getName().startsWith(ROOT)
                        && !room(to).equals(room)
                        && !ROOMS.getOrDefault(room, Set.of()).contains(room(to))) {
                    breaches.add(from.getName() + " imports " + to.getName() + ", but " + room
                            + " stands below or beside " + room(to));
                }
            }
        }
        assertThat(breaches)
                .as("imports go down only, so that a room can be read without those above")
                .isEmpty();
    }

    @Test
    void pureRoomsUseOnlyTheirLibraries() {
        Set<String> breaches = new TreeSet<>();
        for (JavaClass from : classes) {
            List<String> libraries = LIBRARIES.get(room(from));
            if (libraries == null) {
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getBaseComponentType().getName();
                boolean allowed = !to.contains(".")
                        || to.startsWith("java.")
                        || to.startsWith("javax.crypto.")
                        || to.startsWith("javax.xml.")
                        || to.startsWith("org.jspecify.")
                        || to.startsWith(ROOT)
                        || libraries.stream().anyMatch(to::startsWith);
                if (!allowed) {
                    breaches.add(from.getName() + " uses " + to);
                }
            }
        }
        assertThat(breaches).as("floors 1 and 2 are values in, values out").isEmpty();
    }

    @Test
    void onlyStoresSpeakSqlAndOnlyDoorsSpeakVertx() {
        Set<String> breaches = new TreeSet<>();
        for (JavaClass from : classes) {
            String room = room(from);
            boolean plumbing = room.equals("db") || room.equals("jobs");
            boolean door = Set.of("http", "api", "taxii", "feeds", "web", "mail", "upstream", "app", "cli", "demo")
                    .contains(room);
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getBaseComponentType().getName();
                if (to.startsWith("io.vertx.sqlclient.") || to.startsWith("io.vertx.pgclient.")) {
                    if (!plumbing && !topLevelName(from).endsWith("Store")) {
                        breaches.add(from.getName() + " speaks SQL, but is no …Store: " + to);
                    }
                } else if (to.startsWith("io.vertx.") && !plumbing && !door) {
                    breaches.add(from.getName() + " uses " + to);
                }
            }
        }
        assertThat(breaches)
                .as("SQL stands in …Store classes, Vert.x in db, jobs and floors 4 to 6")
                .isEmpty();
    }

    @Test
    void whatIsSharedIsSeenOnlyOnceCleared() {
        Set<String> breaches = new TreeSet<>();
        for (JavaClass from : classes) {
            boolean outlet = Set.of("render", "feeds").contains(room(from))
                    || (room(from).equals("taxii") && !from.getPackageName().startsWith(ROOT + "taxii.inbox"));
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (outlet
                        && to.getName().startsWith(ROOT)
                        && Set.of("intake", "cases", "format").contains(room(to))) {
                    breaches.add(from.getName() + " imports " + to.getName());
                }
            }
        }
        assertThat(breaches)
                .as("feeds and shared collections hold Cleared, never a report or a case")
                .isEmpty();
    }

    private static String room(JavaClass type) {
        String rest =
                type.getPackageName().substring(Math.min(type.getPackageName().length(), ROOT.length()));
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static String topLevelName(JavaClass type) {
        String name = type.getName();
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    private static Map<String, Set<String>> rooms() {
        Set<String> ground = Set.of("json", "db", "jobs");
        Set<String> nouns = Set.of("stix", "tlog", "domain");
        Set<String> pure = Set.of("signature", "format", "triage", "scrub", "render");
        Set<String> features = Set.of("playbooks", "sharing", "plan", "cases", "intake", "audit", "access");
        Set<String> doors = Set.of("api", "taxii", "feeds", "web", "mail", "upstream");

        Map<String, Set<String>> map = new HashMap<>();
        map.put("json", Set.of());
        map.put("db", Set.of());
        map.put("jobs", Set.of("db", "json"));
        nouns.forEach(room -> map.put(room, Set.of("json")));
        pure.forEach(room -> map.put(room, union(nouns, Set.of("json"))));
        map.put("render", union(nouns, Set.of("json", "scrub")));

        Set<String> belowFeatures = union(union(ground, nouns), pure);
        map.put("access", belowFeatures);
        map.put("audit", union(belowFeatures, Set.of("access")));
        map.put("intake", union(belowFeatures, Set.of("access", "audit")));
        map.put("cases", union(belowFeatures, Set.of("access", "audit", "intake")));
        Set<String> upToCases = union(belowFeatures, Set.of("access", "audit", "intake", "cases"));
        map.put("sharing", upToCases);
        map.put("plan", upToCases);
        map.put("playbooks", upToCases);

        Set<String> belowHttp = union(belowFeatures, features);
        map.put("http", belowHttp);
        Set<String> belowDoors = union(belowHttp, Set.of("http"));
        doors.forEach(room -> map.put(room, belowDoors));
        Set<String> belowApp = union(belowDoors, doors);
        map.put("app", belowApp);
        map.put("demo", union(belowApp, Set.of("app")));
        map.put("cli", union(belowApp, Set.of("app", "demo")));
        return Map.copyOf(map);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return Set.copyOf(all);
    }
}
