package org.caricom.conch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Predicate;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Tlp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The roles of CONTRACT.md section 3 as a table: who may do what.
class RightsTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");

    private static final Map<String, Predicate<Caller>> QUESTIONS = Map.ofEntries(
            Map.entry("read TT's reports", caller -> Rights.mayReadReports(caller, TT)),
            Map.entry("read JM's reports", caller -> Rights.mayReadReports(caller, JM)),
            Map.entry("read TT's cases", caller -> Rights.mayReadCase(caller, TT)),
            Map.entry("read JM's cases", caller -> Rights.mayReadCase(caller, JM)),
            Map.entry("see a queue", Rights::mayReadAnyCase),
            Map.entry("change TT's cases", caller -> Rights.mayChangeCase(caller, TT)),
            Map.entry("change JM's cases", caller -> Rights.mayChangeCase(caller, JM)),
            Map.entry("decide releases", Rights::mayDecideReleases),
            Map.entry("see TT's releases", caller -> Rights.mayReadReleases(caller, TT)),
            Map.entry("see JM's releases", caller -> Rights.mayReadReleases(caller, JM)),
            Map.entry("read CLEAR", caller -> Rights.mayReadCollection(caller, Tlp.CLEAR)),
            Map.entry("read GREEN", caller -> Rights.mayReadCollection(caller, Tlp.GREEN)),
            Map.entry("read AMBER", caller -> Rights.mayReadCollection(caller, Tlp.AMBER)),
            Map.entry("read AMBER+STRICT", caller -> Rights.mayReadCollection(caller, Tlp.AMBER_STRICT)),
            Map.entry("read RED", caller -> Rights.mayReadCollection(caller, Tlp.RED)),
            Map.entry("use TT's inbox", caller -> Rights.mayUseInbox(caller, TT)),
            Map.entry("use JM's inbox", caller -> Rights.mayUseInbox(caller, JM)),
            Map.entry("report sightings", Rights::mayReportSightings),
            Map.entry("read plans", Rights::mayReadPlans),
            Map.entry("change plans", Rights::mayChangePlans),
            Map.entry("read the audit log", Rights::mayReadAuditLog),
            Map.entry("manage members", Rights::mayManageMembers),
            Map.entry("read keys", Rights::mayReadKeys),
            Map.entry("read TT's waiting", caller -> Rights.mayReadWaitingKeys(caller, TT)),
            Map.entry("read JM's waiting", caller -> Rights.mayReadWaitingKeys(caller, JM)),
            Map.entry("manage TT's keys", caller -> Rights.mayManageKeys(caller, TT)),
            Map.entry("manage JM's keys", caller -> Rights.mayManageKeys(caller, JM)),
            Map.entry("approve keys", Rights::mayApproveKeys),
            Map.entry("what TT's signed", caller -> Rights.mayReadWhatAKeySigned(caller, TT)),
            Map.entry("what JM's signed", caller -> Rights.mayReadWhatAKeySigned(caller, JM)));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # what               | analyst of TT | coordinator | partner | auditor | admin
            read TT's reports    | yes           | yes         | no      | yes     | no
            read JM's reports    | no            | yes         | no      | yes     | no
            read TT's cases      | yes           | yes         | no      | yes     | no
            read JM's cases      | no            | yes         | no      | yes     | no
            see a queue          | yes           | yes         | no      | yes     | no
            change TT's cases    | yes           | yes         | no      | no      | no
            change JM's cases    | no            | yes         | no      | no      | no
            decide releases      | no            | yes         | no      | no      | no
            see TT's releases    | yes           | yes         | no      | yes     | no
            see JM's releases    | no            | yes         | no      | yes     | no
            read CLEAR           | yes           | yes         | yes     | yes     | no
            read GREEN           | yes           | yes         | yes     | yes     | no
            read AMBER           | yes           | yes         | no      | yes     | no
            read AMBER+STRICT    | no            | no          | no      | no      | no
            read RED             | no            | no          | no      | no      | no
            use TT's inbox       | yes           | no          | no      | no      | no
            use JM's inbox       | no            | no          | no      | no      | no
            report sightings     | yes           | yes         | yes     | no      | no
            read plans           | yes           | yes         | no      | yes     | no
            change plans         | no            | yes         | no      | no      | no
            read the audit log   | no            | yes         | no      | yes     | no
            manage members       | no            | no          | no      | no      | yes
            read keys            | yes           | yes         | no      | yes     | yes
            read TT's waiting    | yes           | no          | no      | yes     | yes
            read JM's waiting    | no            | no          | no      | yes     | yes
            manage TT's keys     | yes           | no          | no      | no      | yes
            manage JM's keys     | no            | no          | no      | no      | yes
            approve keys         | no            | no          | no      | no      | yes
            what TT's signed     | yes           | yes         | no      | yes     | yes
            what JM's signed     | no            | yes         | no      | yes     | yes
            """)
    void everyRoleHasItsRightsAndNoMore(
            String what, String analyst, String coordinator, String partner, String auditor, String admin) {
        assertThat(answer(what, new Caller("analyst-TT", Role.ANALYST, TT))).isEqualTo(analyst);
        assertThat(answer(what, new Caller("coordinator", Role.COORDINATOR, null)))
                .isEqualTo(coordinator);
        assertThat(answer(what, new Caller("partner", Role.PARTNER, null))).isEqualTo(partner);
        assertThat(answer(what, new Caller("auditor", Role.AUDITOR, null))).isEqualTo(auditor);
        assertThat(answer(what, new Caller("admin", Role.ADMIN, null))).isEqualTo(admin);
    }

    private static String answer(String what, Caller caller) {
        return QUESTIONS.get(what).test(caller) ? "yes" : "no";
    }
}
