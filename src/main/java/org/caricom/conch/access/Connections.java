package org.caricom.conch.access;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caricom.conch.access.AccessChange.What;
import org.caricom.conch.db.Conflict;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The client certificates with which members' machines connect: mutual TLS. One that is enrolled acts as an analyst of
/// its member.
///
/// That the other end holds the private key, and whether an authority that the operator trusts issued the certificate,
/// is for TLS to check; here it is only told apart from others.
public final class Connections {
    private static final int LARGEST = 16 * 1024;
    /// Extended key usages.
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANY = "2.5.29.37.0";

    private final Database database;
    private final Clock clock;
    private final ChangeLog changes;

    public Connections(Database database, Clock clock, ChangeLog changes) {
        this.database = database;
        this.clock = clock;
        this.changes = changes;
    }

    /// What comes of enrolling or approving a certificate.
    public sealed interface Answer {
        /// It opens the door from now on, or waits for a second person.
        record Known(Connection connection) implements Answer {}

        /// It is not enrolled.
        ///
        /// @param reason why, for a person
        record Declined(String reason) implements Answer {}
    }

    /// Who connects with this certificate; null when it is nobody's, or not good now.
    public @Nullable Caller check(byte[] der) {
        if (der.length > LARGEST) {
            return null;
        }
        Sha256 fingerprint = Sha256.of(der);
        Connection connection = database.read(tx -> ConnectionStore.find(tx, fingerprint));
        return connection != null && connection.isGood(clock.instant())
                ? new Caller(name(fingerprint), Role.ANALYST, connection.member())
                : null;
    }

    /// Every certificate, by member.
    public List<Connection> list() {
        return database.read(ConnectionStore::list);
    }

    /// Enrols a certificate. A member's first credential waits for a second person.
    ///
    /// @param certificate PEM or DER
    /// @param by          who asks for it, as the audit log tells it
    public Answer add(MemberCode member, byte[] certificate, String by) {
        X509Certificate read;
        byte[] der;
        try {
            var stream = new ByteArrayInputStream(certificate);
            read = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
            der = read.getEncoded();
        } catch (GeneralSecurityException _) {
            return new Answer.Declined("this is no X.509 certificate");
        }
        Instant now = clock.instant();
        if (der.length > LARGEST || read.getBasicConstraints() >= 0) {
            return new Answer.Declined("this is the certificate of an authority, or far too large");
        }
        if (!now.isBefore(read.getNotAfter().toInstant())) {
            return new Answer.Declined("the certificate has expired");
        }
        if (!isForClients(read)) {
            return new Answer.Declined("the certificate is not for TLS clients");
        }
        Connection connection = new Connection(
                Sha256.of(der),
                member,
                read.getSubjectX500Principal().getName(),
                read.getNotBefore().toInstant(),
                read.getNotAfter().toInstant(),
                by,
                null,
                null);
        try {
            return new Answer.Known(database.inTransaction(tx -> {
                ConnectionStore.insert(tx, connection, der, now);
                changes.record(tx, change(What.CONNECTION_ADDED, connection, by, now));
                return Objects.requireNonNull(ConnectionStore.find(tx, connection.fingerprint()));
            }));
        } catch (Conflict conflict) {
            return new Answer.Declined(
                    conflict.constraint().equals("connection_certificate_pkey")
                            ? "this certificate is enrolled already"
                            : "there is no such member");
        }
    }

    /// Lets a waiting certificate be used.
    ///
    /// @param by a second person: not the one who added it
    public Answer approve(Sha256 fingerprint, String by) {
        return database.inTransaction(tx -> {
            Connection connection = ConnectionStore.find(tx, fingerprint);
            if (connection == null) {
                return new Answer.Declined("there is no such certificate");
            }
            if (!connection.isWaiting()) {
                return new Answer.Known(connection);
            }
            Instant now = clock.instant();
            if (!ConnectionStore.approve(tx, fingerprint, by, now)) {
                return new Answer.Declined("a second person must approve it");
            }
            changes.record(tx, change(What.CONNECTION_APPROVED, connection, by, now));
            return new Answer.Known(Objects.requireNonNull(ConnectionStore.find(tx, fingerprint)));
        });
    }

    /// Ends a certificate for good. What came over its connections stays as it is.
    ///
    /// @return false when there is no such certificate
    public boolean revoke(Sha256 fingerprint, String by) {
        return database.<Boolean>inTransaction(tx -> {
            Connection connection = ConnectionStore.find(tx, fingerprint);
            Instant now = clock.instant();
            if (connection == null || !ConnectionStore.revoke(tx, fingerprint, now)) {
                return false;
            }
            changes.record(tx, change(What.CONNECTION_REVOKED, connection, by, now));
            return true;
        });
    }

    /// RFC 5280 §4.2.1.12: no extension at all means any use.
    private static boolean isForClients(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(CLIENT) || usages.contains(ANY);
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    private static AccessChange change(What what, Connection connection, String by, Instant now) {
        return new AccessChange(what, connection.fingerprint().toString(), connection.member(), by, now, Map.of());
    }

    /// As the audit log and others are told of it.
    private static String name(Sha256 fingerprint) {
        return "certificate-" + HexFormat.of().formatHex(fingerprint.toBytes(), 0, 8);
    }
}
