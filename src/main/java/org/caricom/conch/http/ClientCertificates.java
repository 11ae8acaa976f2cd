package org.caricom.conch.http;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.caricom.conch.access.Caller;
import org.jspecify.annotations.Nullable;

/// Finds the certificate with which a client connected: to us, or to a proxy before us that tells of it (RFC 9440).
public final class ClientCertificates {
    /// Tells who connects with a certificate; null when it is nobody's.
    @FunctionalInterface
    public interface Check {
        @Nullable Caller check(byte[] der);
    }

    /// Who is at the other end.
    ///
    /// @param der the certificate that says so
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Peer(Caller caller, byte[] der) {}

    private static final String HEADER = "Client-Cert";

    private final Check check;
    private final Predicate<String> trustedHop;

    /// @param trustedHop whether the machine of this address is a proxy of ours, which takes `Client-Cert` away from
    ///                   what clients send. From any other, everybody could claim to be anybody
    public ClientCertificates(Check check, Predicate<String> trustedHop) {
        this.check = check;
        this.trustedHop = trustedHop;
    }

    /// Of a hub that knows no certificates.
    static ClientCertificates none() {
        return new ClientCertificates(_ -> null, _ -> false);
    }

    /// Who connects; null when nobody shows a certificate, or one that is nobody's.
    @Nullable Peer peer(HttpServerRequest request) throws Problem {
        byte[] der = told(request);
        if (der == null) {
            der = shown(request.connection().sslSession());
        }
        Caller caller = der == null ? null : check.check(der);
        return der == null || caller == null ? null : new Peer(caller, der);
    }

    /// What a proxy of ours tells, RFC 9440 §2.2.
    private byte @Nullable [] told(HttpServerRequest request) throws Problem {
        List<String> lines = request.headers().getAll(HEADER);
        String hop = request.connection().remoteAddress().hostAddress();
        if (lines.isEmpty() || hop == null || !trustedHop.test(hop)) {
            return null;
        }
        String value = lines.getFirst().strip();
        if (lines.size() == 1 && value.length() > 2 && value.startsWith(":") && value.endsWith(":")) {
            try {
                return Base64.getDecoder().decode(value.substring(1, value.length() - 1));
            } catch (IllegalArgumentException _) {
                // told below
            }
        }
        throw Problem.badRequest("Client-Cert is one certificate in base64 between colons, RFC 9440.");
    }

    private static byte @Nullable [] shown(@Nullable SSLSession session) {
        if (session == null) {
            return null;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length == 0 ? null : chain[0].getEncoded();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException _) {
            return null;
        }
    }
}
