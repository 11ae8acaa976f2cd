package org.caricom.conch.access;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.signature.CertificateTrust.Revocation;

/// Which issuers of certificates this hub believes, and where it asks whether they took one back.
///
/// @param roots         trusted to issue; none when enrolment is all there is
/// @param intermediates which may stand between a root and a certificate
/// @param revocation    what happens when nothing tells whether a certificate is revoked
/// @param lists         where revocation lists are fetched from
/// @param responders    which OCSP responders are asked
public record SignerTrust(
        List<X509Certificate> roots,
        List<X509Certificate> intermediates,
        Revocation revocation,
        List<URI> lists,
        List<URI> responders) {
    /// Enrolment is all there is.
    public static final SignerTrust NONE = new SignerTrust(List.of(), List.of(), Revocation.OFF, List.of(), List.of());

    public SignerTrust {
        roots = List.copyOf(roots);
        intermediates = List.copyOf(intermediates);
        lists = List.copyOf(lists);
        responders = List.copyOf(responders);
    }

    /// Everyone who may have issued something.
    List<X509Certificate> issuers() {
        return Stream.concat(roots.stream(), intermediates.stream()).toList();
    }
}
