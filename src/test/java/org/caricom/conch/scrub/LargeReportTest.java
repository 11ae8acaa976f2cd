package org.caricom.conch.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;
import org.junit.jupiter.api.Test;

class LargeReportTest {
    private static final Scrubber SCRUBBER = Scrubber.withCurrentPolicy();

    @Test
    void aReportOfManyValuesAndObjectsIsLookedThroughWhole() {
        SourceExample source = SourceExample.source();
        for (int i = 0; i < 3_000; i++) {
            source.attacker(ObservableType.DOMAIN_NAME, "host" + i + ".lure.example");
            source.object("""
                    {"type": "domain-name", "id": "domain-name--%s", "value": "%s"}
                    """.formatted(UUID.randomUUID(), "host" + i + ".lure.example"));
        }
        Draft draft = SCRUBBER.draft(List.of(source.build()));
        Clearing clearing = SCRUBBER.clear(draft, SourceExample.stamp(draft, Tlp.GREEN), List.of());
        assertThat(((Clearing.Passed) clearing).objects()).hasSize(3_000);
    }

    @Test
    void anIdentifierOfTheSourceIsFoundWhateverItsSeparators() {
        UUID id = UUID.fromString("7a1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e");
        Draft draft = SCRUBBER.draft(List.of(SourceExample.source()
                .object("{\"type\": \"domain-name\", \"id\": \"domain-name--%s\", \"value\": \"x.example\"}"
                        .formatted(id))
                .attacker(ObservableType.MUTEX, "m" + id.toString().replace("-", ""))
                .build()));
        Clearing clearing = SCRUBBER.clear(draft, SourceExample.stamp(draft, Tlp.GREEN), List.of());
        assertThat(((Clearing.Leak) clearing).findings())
                .extracting(Finding::whose)
                .containsExactly(Finding.Whose.SOURCE_ID);
    }

    /// Half a million letters of which each could begin a mail address, brackets of which each could begin a number,
    /// and
    /// a link with a mail address of a thousand labels, in base64 as such links have it.
    @Test
    void textThatBeginsSomethingEverywhereCostsNoMoreThanItsLength() {
        String mailbox = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("aa@aa" + ".a0".repeat(1_500) + ".aa").getBytes(StandardCharsets.US_ASCII));
        Draft draft = SCRUBBER.draft(List.of(SourceExample.source()
                .summary("x".repeat(500_000) + " " + "(".repeat(500_000))
                .attacker(ObservableType.URL, "http://lure.example/" + mailbox)
                .attacker(ObservableType.DOMAIN_NAME, "lure.example")
                .build()));
        Clearing clearing = SCRUBBER.clear(draft, SourceExample.stamp(draft, Tlp.GREEN), List.of());
        assertThat(((Clearing.Passed) clearing).objects()).isNotEmpty();
    }
}
