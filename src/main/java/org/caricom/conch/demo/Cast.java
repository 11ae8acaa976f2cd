package org.caricom.conch.demo;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Enrolment;
import org.caricom.conch.access.IssuedToken;
import org.caricom.conch.access.KeyRequest;
import org.caricom.conch.access.MemberInfo;
import org.caricom.conch.access.MembershipStatus;
import org.caricom.conch.app.Features;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.signature.CertifiedKey;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyHandle;
import org.jspecify.annotations.Nullable;

/// Who takes part in the demo: a CERT with keys for each full member, and one person and one token for each role.
final class Cast {
    private static final Duration TOKEN_LIFETIME = Duration.ofDays(90);
    private static final String PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    /// The people and tokens of CONTRACT.md section 2.
    private static final List<Caller> CALLERS = List.of(
            new Caller("analyst-TT", Role.ANALYST, new MemberCode("TT")),
            new Caller("analyst-JM", Role.ANALYST, new MemberCode("JM")),
            new Caller("analyst-BB", Role.ANALYST, new MemberCode("BB")),
            new Caller("coordinator", Role.COORDINATOR, null),
            new Caller("partner", Role.PARTNER, null),
            new Caller("auditor", Role.AUDITOR, null),
            new Caller("admin", Role.ADMIN, null));

    private final Features features;
    private final Map<String, MemberKeyFiles> files = new TreeMap<>();
    private final Map<String, JwsSigner> signers = new TreeMap<>();

    Cast(Features features) {
        this.features = features;
    }

    /// Makes and enrols what is not there yet; nothing of an earlier start is changed.
    void gather(Path folder, DemoFile demo, Instant since) throws IOException, DemoException {
        for (MemberInfo member : features.members().list()) {
            if (member.status() == MembershipStatus.FULL) {
                enrol(member.code(), folder.resolve("keys"), since);
            }
        }
        for (Caller caller : CALLERS) {
            token(caller, demo);
            login(caller, demo);
        }
    }

    Map<String, MemberKeyFiles> files() {
        return files;
    }

    JwsSigner signer(MemberCode member) {
        JwsSigner signer = signers.get(member.value());
        if (signer == null) {
            throw new IllegalArgumentException(member + " has no key in the demo");
        }
        return signer;
    }

    private void enrol(MemberCode member, Path folder, Instant since) throws IOException, DemoException {
        enrolKey(member, folder, since);
        enrolCertificate(member, since);
    }

    /// The certificate over the same key, for filing with S/MIME. Its member has an approved key, so nothing waits.
    private void enrolCertificate(MemberCode member, Instant since) throws IOException, DemoException {
        byte[] certificate = Files.readAllBytes(
                Objects.requireNonNull(files.get(member.value())).cert());
        Enrolment enrolled = features.keys().add(member, certificate, since, null, "operator of the demo");
        boolean known = features.keys().list(member).stream()
                .anyMatch(key -> key.key().material() instanceof CertifiedKey && !key.isWaiting());
        if (!known) {
            throw new DemoException("the certificate of " + member + " was not enrolled: " + enrolled);
        }
    }

    private void enrolKey(MemberCode member, Path folder, Instant since) throws IOException, DemoException {
        MemberKeyFiles own = MemberKeyFiles.in(folder, member.value());
        boolean known = own.jwk().toFile().exists();
        ECKey key = known ? own.read() : own.write(member.value(), since);
        files.put(member.value(), own);
        signers.put(member.value(), new JwsSigner(key));
        if (!known
                || features.keys()
                        .candidates(List.of(KeyHandle.kid(key.getKeyID())))
                        .isEmpty()) {
            // A member's first key waits for a second person.
            Enrolment enrolled =
                    features.keys().add(member, key.toPublicJWK().toJSONString(), since, null, "operator of the demo");
            Enrolment approved = features.keys().approve(key.getKeyID(), "second operator of the demo");
            if (features.keys()
                    .candidates(List.of(KeyHandle.kid(key.getKeyID())))
                    .isEmpty()) {
                throw new DemoException("the key of " + member + " was not enrolled: " + enrolled + ", " + approved);
            }
        }
        openPgp(member, own, since);
    }

    /// A further key of the member: whoever adds it lets it be used. One that is there already stays as it is.
    private void openPgp(MemberCode member, MemberKeyFiles own, Instant since) throws IOException, DemoException {
        KeyRequest request = new KeyRequest(member, own.openPgpCertificate(), since, null, null);
        Enrolment enrolled = features.keys().add(request, "operator of the demo", null);
        if (!(enrolled instanceof Enrolment.Enrolled)) {
            throw new DemoException("the OpenPGP key of " + member + " was not enrolled: " + enrolled);
        }
    }

    private void token(Caller caller, DemoFile demo) {
        @Nullable String old = demo.token(caller.name());
        if (old == null || features.tokens().check(old) == null) {
            IssuedToken issued = features.tokens().issue(caller.name(), caller.role(), caller.member(), TOKEN_LIFETIME);
            demo.token(caller.name(), issued.secret());
        }
    }

    private void login(Caller caller, DemoFile demo) {
        if (demo.password(caller.name()) == null) {
            String password = newPassword();
            if (!features.logins().add(caller.name(), password, caller.role(), caller.member())) {
                features.logins().setPassword(caller.name(), password);
            }
            demo.password(caller.name(), password);
        }
    }

    private static String newPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "")
                    .append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return password.toString();
    }
}
