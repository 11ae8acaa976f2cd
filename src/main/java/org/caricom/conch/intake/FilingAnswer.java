package org.caricom.conch.intake;

import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.signature.Refused;

/// What comes of a filing, CONTRACT.md section 3.
public sealed interface FilingAnswer {
    /// It is kept as a report.
    ///
    /// @param receipt signed by the hub
    /// @param flaws   what was set aside of it
    record Accepted(ReportId report, String receipt, List<Flaw> flaws) implements FilingAnswer {
        public Accepted {
            flaws = List.copyOf(flaws);
        }
    }

    /// The same member filed the same bytes before, and this is the receipt it got then.
    record Repeated(ReportId report, String receipt) implements FilingAnswer {}

    /// It is kept, but says nothing that can be worked with. A repeat gets the same answer.
    ///
    /// @param flaws everything found wrong
    record Quarantined(ReportId report, List<Flaw> flaws) implements FilingAnswer {
        public Quarantined {
            flaws = List.copyOf(flaws);
        }
    }

    /// The bytes are no signed message of the declared type.
    ///
    /// @param code   a stable slug
    /// @param detail a sentence for a person
    record Unreadable(String code, String detail) implements FilingAnswer {}

    /// Messages of this media type are not taken.
    record UnsupportedType() implements FilingAnswer {}

    /// No enrolled key made the signature. Outside, all reasons look alike.
    record Unproven(Refused.Reason reason) implements FilingAnswer {}

    /// It is known who sent it, and it is not accepted from them, or not now.
    record NotEntitled(Why why) implements FilingAnswer {}

    /// The key's owner gave this message the name of an earlier one that said something else.
    record MessageIdReused() implements FilingAnswer {}

    /// Why a proven message is not accepted.
    enum Why {
        KEY_NOT_YET_VALID("The key that signed is not valid yet."),
        KEY_EXPIRED("The key that signed has expired."),
        KEY_REVOKED("The key that signed has been revoked."),
        KEY_NOT_FOR_SIGNING("The key that signed is not marked for signing. Sign with one that is."),
        CERTIFICATE_EXPIRED("The certificate that signed has expired. Sign with the one that renews it."),
        CERTIFICATE_REVOKED("The certificate that signed, or one above it, has been revoked by whoever issued it."),
        NO_PATH("The certificate that signed leads to no root that this hub trusts. Send those between them along."),
        REVOCATION_UNKNOWN("Nothing current says whether the certificate that signed is revoked. Try again later."),
        CERTIFICATE_UNFIT("The certificate that signed is not one for signing reports."),
        SIGNATURE_SCHEME_NOT_ACCEPTED(
                "This hub takes RSA signatures with PSS padding alone. With openssl: -keyopt rsa_padding_mode:pss."),
        IAT_OUTSIDE("The time of signing (iat) is too old or lies in the future. Check the clock, and sign again."),
        EXPIRED("The message says of itself (exp) that it has expired. Sign it again."),
        WRONG_AUDIENCE("The message is meant (aud) for another service."),
        PARAMETER_MISSING("The message lacks a header parameter that this hub requires."),
        SEVERAL_MEMBERS("Keys of several members signed this message. A report has one member."),
        OTHER_MEMBERS_TOKEN("The token is not of the member whose key signed. Send none, or that member's."),
        OTHER_MEMBERS_DOCUMENT(
                "The document says that it is another member's report, for which this key does not file.");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }

        /// For the person who filed.
        public String sentence() {
            return sentence;
        }

        /// The stable slug: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
