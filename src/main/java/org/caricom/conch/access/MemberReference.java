package org.caricom.conch.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// The members as `members.json` has them: public reference data with its sources, part of every release.
final class MemberReference {
    private MemberReference() {}

    static List<MemberInfo> read() {
        try (InputStream stream =
                Objects.requireNonNull(MemberReference.class.getResourceAsStream("members.json"), "members.json")) {
            List<MemberInfo> members = new ArrayList<>();
            for (JsonNode node : Json.own(stream.readAllBytes()).path("members")) {
                members.add(member(node));
            }
            return List.copyOf(members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MemberInfo member(JsonNode node) {
        JsonNode cert = node.path("cert");
        JsonNode law = node.path("breachLaw");
        return new MemberInfo(
                new MemberCode(text(node, "code")),
                textOrNull(node, "alpha3"),
                text(node, "name"),
                MembershipStatus.read(text(node, "status")),
                texts(node, "languages"),
                ZoneId.of(text(node, "zone")),
                texts(node, "aliases"),
                new Cert(
                        textOrNull(cert, "name"),
                        textOrNull(cert, "parent"),
                        textOrNull(cert, "established"),
                        Cert.State.read(text(cert, "state")),
                        texts(cert, "networks"),
                        textOrNull(cert, "note"),
                        texts(cert, "sources")),
                new BreachLaw(
                        numberOrNull(law, "hours"),
                        numberOrNull(law, "calendarDays"),
                        textOrNull(law, "law"),
                        textOrNull(law, "authority"),
                        textOrNull(law, "clockStarts"),
                        textOrNull(law, "note"),
                        texts(law, "sources")),
                textOrNull(node, "note"),
                null,
                null);
    }

    private static String text(JsonNode node, String name) {
        return Objects.requireNonNull(textOrNull(node, name), name);
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.textValue();
    }

    private static @Nullable Integer numberOrNull(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.intValue();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(value -> texts.add(value.textValue()));
        return texts;
    }
}
