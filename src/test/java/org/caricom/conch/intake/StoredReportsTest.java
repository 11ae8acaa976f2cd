package org.caricom.conch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.intake.IntakeExample.TT;
import static org.caricom.conch.intake.IntakeExample.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.StoredLog;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is altered in the database, although its triggers forbid it, is found.
class StoredReportsTest {
    private static IntakeExample hub;
    private static HubKeySet keys;

    @BeforeAll
    static void open() {
        hub = new IntakeExample(StoredReportsTest.class);
        hub.file(hub.signed(TT, report("TT-1")));
        hub.file(hub.signed(TT, report("TT-2").put("title", "")));
        keys = HubKeySet.parse(Json.write(hub.hubKeys.jwks()));
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void whatNobodyTouchedIsWhole() {
        assertThat(flaws()).isEmpty();
        StoredLog log = StoredLog.check(hub.database, Set.of(3L));
        assertThat(log.root()).isEqualTo(hub.log.checkpoint().checkpoint().root());
        assertThat(log.roots().get(3L)).isEqualTo(hub.log.consistency(3, null).fromRoot());
        assertThat(StoredReports.check(hub.database, keys, log).reports()).isEqualTo(2);
    }

    /// Every byte of one row of each: the report as filed, its digest and receipt, its entry, a node, the head.
    @ParameterizedTest
    @CsvSource({
        "report_content, message, report_id = (select report_id from report where state = 'filed')",
        "report, message_sha256, state = 'filed'",
        "report, receipt, state = 'filed'",
        "audit_entry, leaf, log_index = (select log_index from report where state = 'filed')",
        "audit_node, hash, level = 1 and node_index = 0",
        "audit_node, hash, level = 2 and node_index = 0",
        "audit_head, tree, true"
    })
    void anAlteredByteIsFoundWhereverItStands(String table, String column, String where) {
        boolean text = column.equals("receipt");
        byte[] whole = hub.database.read(tx -> ByteColumns.read(tx, table, column, where, text));
        tampering(tx -> {
            for (int i = 0; i < whole.length; i++) {
                byte[] altered = whole.clone();
                altered[i] ^= 1;
                String which = table + "." + column + ", byte " + i;
                undone(tx, () -> {
                    ByteColumns.write(tx, table, column, where, text, altered);
                    assertThat(flaws()).as(which).isNotEmpty();
                });
            }
        });
        assertThat(flaws()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from audit_entry where log_index = 2 | entries 2 to 2 of the log are missing",
                "delete from audit_node where level = 2 | node at level 2, index 0 is missing",
                "delete from report_content where report_id in (select report_id from report where state = 'filed')"
                        + " | its bytes are missing",
                "delete from report where state = 'filed' | tells of a report that is not kept",
                "insert into audit_node values (3, 0, sha256('')) | nodes that belong to no entry",
                "update report set member = 'JM' where state = 'filed' | does not tell of it as it is kept",
                "update report set received_at = received_at + interval '1 second' where state = 'filed'"
                        + " | its receipt says otherwise",
                "update report set log_index = 0 where state = 'filed' | entry 0 of the log does not tell of it",
                "update audit_head set size = 4 | head is not the tree"
            })
    void whatIsTakenAwayMovedOrAddedIsNamed(String change, String finding) {
        tampering(tx -> {
            assertThat(tx.update(change)).isPositive();
            assertThat(flaws()).anySatisfy(flaw -> assertThat(flaw).contains(finding));
        });
    }

    private static List<String> flaws() {
        StoredLog log = StoredLog.check(hub.database, Set.of());
        List<String> flaws = new ArrayList<>(log.flaws());
        flaws.addAll(StoredReports.check(hub.database, keys, log).flaws());
        return flaws;
    }

    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// As the owner of the tables can: without triggers and references, and undone in the end.
    private static void tampering(Consumer<Transaction> step) {
        try {
            hub.database.doInTransaction(tx -> {
                for (String table : List.of("report", "report_content", "audit_entry", "audit_node", "audit_head")) {
                    tx.query("alter table " + table + " disable trigger user");
                }
                tx.query("alter table report drop constraint report_pkey cascade");
                step.accept(tx);
                throw new Undo();
            });
        } catch (Undo _) {
            // as it was
        }
    }

    private static void undone(Transaction tx, Runnable step) {
        try {
            tx.within(() -> {
                step.run();
                throw new Undo();
            });
        } catch (Undo _) {
            // as it was
        }
    }
}
