package org.caricom.conch.cases;

import java.time.ZoneId;
import java.util.Objects;
import org.caricom.conch.FactsExample;
import org.caricom.conch.TestClock;
import org.caricom.conch.access.Caller;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.triage.MemberLaw;

/// Cases on a database of a test class's own, with reports in memory.
public final class CasesFixture implements AutoCloseable {
    public static final Caller COORDINATOR = new Caller("coordinator", Role.COORDINATOR, null);
    public static final Caller AUDITOR = new Caller("auditor", Role.AUDITOR, null);
    public static final Caller TT = new Caller("analyst-TT", Role.ANALYST, new MemberCode("TT"));
    public static final Caller JM = new Caller("analyst-JM", Role.ANALYST, new MemberCode("JM"));
    public static final Caller PARTNER = new Caller("partner", Role.PARTNER, null);

    public final TestDatabase database;
    public final TestClock clock = TestClock.at("2026-07-13T14:00:00Z");
    public final FakeReports reports = new FakeReports();
    public final Cases cases;

    public CasesFixture(Class<?> test) {
        database = TestDatabase.create(test);
        cases = new Cases(database.database(), reports, CasesFixture::law, clock);
    }

    /// Jamaica has a law of 72 hours; nobody else's is known.
    private static MemberLaw law(MemberCode member) {
        boolean jamaica = member.value().equals("JM");
        return new MemberLaw(
                member,
                ZoneId.of("America/Jamaica"),
                jamaica ? 72 : null,
                null,
                jamaica ? "Data Protection Act 2020" : null,
                null);
    }

    public void take(ReportId report) {
        database.database().doInTransaction(tx -> cases.take(tx, report));
    }

    /// Files and takes a report; gives the case it is in.
    public CaseId filed(String member, String receivedAt, FactsExample facts) {
        ReportId report = reports.file(member, receivedAt, facts);
        take(report);
        return Objects.requireNonNull(cases.caseOf(COORDINATOR, report));
    }

    public CaseView view(CaseId id) {
        return Objects.requireNonNull(cases.find(COORDINATOR, id));
    }

    @Override
    public void close() {
        database.close();
    }
}
