package org.caricom.conch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caricom.conch.TestClock;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.audit.SignedCheckpoint;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub whose own operator writes its log anew, and signs it with the right keys, is found out by a witness.
class WitnessFolderTest {
    @TempDir
    private Path folder;

    private final TestDatabase testDatabase = TestDatabase.create(WitnessFolderTest.class);
    private final Database database = testDatabase.database();
    private AuditLog log;
    private WitnessFolder witness;

    @BeforeEach
    void open() {
        HubKeys keys = HubKeys.open(database, TestClock.at("2026-11-22T08:00:00Z"));
        log = new AuditLog(database, keys, "127.0.0.1:8080");
        append("a", "b", "c");
        log.checkpoint();
        witness = new WitnessFolder(folder, HubKeySet.parse(Json.write(keys.jwks())));
    }

    @AfterEach
    void close() {
        testDatabase.close();
    }

    @Test
    void aLogThatGrowsIsKeptAtEverySizeSeen() throws Exception {
        assertThat(look()).contains("the first checkpoint");
        assertThat(look()).contains("as it was");
        append("d");
        assertThat(look()).contains("only grew, by 1");
        assertThat(witness.sizes()).containsExactly(4L);
        assertThat(files()).hasSize(2);
    }

    @Test
    void aRewrittenLogIsNamedAndBothSignaturesAreKept() throws Exception {
        look();
        rewrite("a", "forged", "c", "d");
        assertThatThrownBy(this::look).isInstanceOf(Refusal.class).hasMessageContaining("THE LOG WAS REWRITTEN");
        assertThat(files()).anyMatch(name -> name.contains("contradicts"));
        assertThatThrownBy(this::look).as("and again").hasMessageContaining("THE LOG WAS REWRITTEN");
    }

    @Test
    void anotherLogOfTheSameSizeIsNamedWithoutAnyProof() throws Exception {
        look();
        rewrite("a", "b", "forged");
        SignedCheckpoint forged = log.checkpoint();
        assertThatThrownBy(() -> witness.compare(forged.checkpoint(), forged.note(), Map.of(), (_, _) -> null))
                .hasMessageContaining("two different logs of 3 entries");
    }

    @Test
    void aLogThatWasCutAndGrewAgainIsNamed() throws Exception {
        append("d", "e", "f");
        look();
        rewrite("a", "b");
        assertThatThrownBy(this::look).hasMessageContaining("THE LOG WAS CUT");
        append("x", "y", "z", "z");
        assertThatThrownBy(this::look).hasMessageContaining("THE LOG WAS REWRITTEN");
    }

    @Test
    void anOlderCheckpointFromAFileAgreesOrDoesNot() throws Exception {
        SignedCheckpoint three = log.checkpoint();
        append("d");
        look();
        assertThat(witness.compare(three.checkpoint(), three.note(), Map.of(), log::consistency))
                .contains("older than the one kept, and agrees");
        assertThatThrownBy(() -> witness.compare(three.checkpoint(), three.note(), Map.of(), (_, _) -> null))
                .hasMessageContaining("consistency?from=3&to=4");
    }

    @Test
    void aKeptCheckpointThatWasAlteredIsNotBelieved() throws Exception {
        look();
        Path kept;
        try (Stream<Path> files = Files.walk(folder)) {
            kept = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.writeString(kept, Files.readString(kept).replace("\n3\n", "\n2\n"));
        append("d");
        assertThatThrownBy(this::look).hasMessageContaining("none of these keys signed");
    }

    private String look() throws Refusal {
        SignedCheckpoint now = log.checkpoint();
        return witness.compareNewest(now.checkpoint(), now.note(), log::consistency);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private void append(String... what) {
        database.doInTransaction(tx -> log.append(
                tx,
                Stream.of(what)
                        .map(each -> new AuditEntry("test.thing", Json.object().put("what", each)))
                        .toList()));
    }

    /// As the owner of the database can.
    private void rewrite(String... what) {
        database.doInTransaction(tx -> {
            for (String table : List.of("audit_entry", "audit_node", "audit_head")) {
                tx.query("alter table " + table + " disable trigger user");
                if (!table.equals("audit_head")) {
                    tx.query("delete from " + table);
                }
            }
            tx.query("update audit_head set size = 0, tree = decode('0000000000000000', 'hex')");
        });
        append(what);
    }
}
