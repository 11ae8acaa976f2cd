package org.caricom.conch.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import org.caricom.conch.access.ChangeLog;
import org.caricom.conch.access.Connections;
import org.caricom.conch.access.KeyEnrolment;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Members;
import org.caricom.conch.access.Revocations;
import org.caricom.conch.access.SignerTrust;
import org.caricom.conch.app.Config;
import org.caricom.conch.app.Storage;
import org.caricom.conch.audit.AccessChanges;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubDecryption;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.cases.WarningBook;
import org.caricom.conch.cases.WarningListLibrary;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseSettings;
import org.caricom.conch.db.Migrations;
import org.caricom.conch.intake.Reports;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.sharing.MadeCollections;

/// Members, keys and collections of the hub whose database the settings name, whether it runs or not.
final class HubAdministration implements AutoCloseable {
    private static final int CONNECTIONS = 2;

    private final Storage storage;
    private final Vertx vertx;
    private final Database database;
    private final Clock clock;
    private final AuditLog log;
    private final HubKeys hubKeys;
    private final ChangeLog changes;
    private final HeavyWork heavyWork = new HeavyWork(1);
    private final String publicUrl;
    private final SignerTrust signerTrust;

    private HubAdministration(Storage storage, Config config, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.publicUrl = config.publicUrl();
        this.signerTrust = config.signerTrust();
        Migrations.run(storage.url());
        vertx = Vertx.vertx();
        database = Database.open(vertx, new DatabaseSettings(storage.url(), CONNECTIONS));
        hubKeys = HubKeys.open(database, clock);
        log = new AuditLog(database, hubKeys, config.logOrigin());
        changes = new AccessChanges(log);
        members().applyReference();
    }

    static HubAdministration open() {
        Config config = Config.ofEnvironment();
        Storage storage = Storage.open(config);
        boolean opened = false;
        try {
            HubAdministration administration = new HubAdministration(storage, config, Clock.systemUTC());
            opened = true;
            return administration;
        } finally {
            if (!opened) {
                storage.close();
            }
        }
    }

    Members members() {
        return new Members(database, clock, changes);
    }

    Keys keys() {
        return new Keys(database, clock, changes);
    }

    MadeCollections collections() {
        return new MadeCollections(database, log, clock);
    }

    WarningListLibrary warningLists() {
        return new WarningListLibrary(database, log, new WarningBook(), clock);
    }

    Connections connections() {
        return new Connections(database, clock, changes);
    }

    KeyEnrolment enrolment() {
        return new KeyEnrolment(database, heavyWork, clock, changes, publicUrl);
    }

    Revocations revocations() {
        return new Revocations(database, heavyWork, clock, signerTrust, changes);
    }

    Reports reports() {
        return new Reports(database);
    }

    HubKeys hubKeys() {
        return hubKeys;
    }

    HubDecryption hubDecryption() {
        return new HubDecryption(database, heavyWork, clock);
    }

    AuditLog log() {
        return log;
    }

    Database database() {
        return database;
    }

    Clock clock() {
        return clock;
    }

    /// Who uses this command, as the audit log tells it: the account on this machine.
    String operator() {
        return "cli:" + System.getProperty("user.name", "unknown");
    }

    @Override
    public void close() {
        heavyWork.close();
        database.close();
        Future.await(vertx.close());
        storage.close();
    }
}
