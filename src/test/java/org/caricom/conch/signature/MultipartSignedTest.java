package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartSignedTest {
    private static final String TYPE =
            "multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha256; boundary=\"=_b\"";
    private static final String PART = "Content-Type: application/json\r\n\r\n{\"a\": 1}\r\n";
    private static final String SIGNATURE = "Content-Type: application/pgp-signature; name=s.asc\r\n\r\nsignature\r\n";
    private static final String MESSAGE = "--=_b\r\n" + PART + "\r\n--=_b\r\n" + SIGNATURE + "\r\n--=_b--\r\n";

    @Test
    void thePartIsWhatStandsBetweenTheBoundariesWithoutTheLastLineBreak() throws Exception {
        MultipartSigned read = read(MESSAGE);
        assertThat(read.protocol()).isEqualTo("application/pgp-signature");
        assertThat(texts(read.signedForms())).containsExactly(PART);
        assertThat(new String(read.signature().content(), UTF_8)).isEqualTo("signature\r\n");
    }

    @Test
    void aPartWithLineFeedsHasTheFormThatCameAndTheCanonicalOne() throws Exception {
        MultipartSigned read = read(MESSAGE.replace("\r\n", "\n"));
        assertThat(texts(read.signedForms())).containsExactly(PART, PART.replace("\r\n", "\n"));
    }

    @Test
    void aBoundaryThatFollowsALineFeedLeavesTheCarriageReturnBeforeItToThePart() throws Exception {
        MultipartSigned read = read("text nobody signed\n\n" + MESSAGE.replace("\r\n\r\n--=_b\r\n", "\r\n\n--=_b\r\n"));
        assertThat(texts(read.signedForms())).containsExactly(PART);
    }

    @Test
    void aWholeMessageBringsItsOwnType() throws Exception {
        MultipartSigned read = MultipartSigned.read(
                ("MIME-Version: 1.0\r\nContent-Type: " + TYPE.replace("; micalg", ";\r\n\tmicalg") + "\r\n\r\n"
                                + MESSAGE)
                        .getBytes(UTF_8),
                "multipart/signed",
                EnvelopeLimits.DEFAULT);
        assertThat(texts(read.signedForms())).containsExactly(PART);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--=_b\r\n" + PART + "\r\n--=_b--\r\n",
                "--=_b\r\n" + PART + "\r\n--=_b\r\n" + SIGNATURE + "\r\n",
                "--=_b\r\n" + PART + "\r\n--=_b\r\n" + PART + "\r\n--=_b\r\n" + SIGNATURE + "\r\n--=_b--\r\n",
                "--=_b--\r\n" + PART + "\r\n--=_b\r\n" + SIGNATURE + "\r\n--=_b--\r\n",
                "--=_b\r\n" + PART + "\r\n--=_b\r\n" + SIGNATURE + "\r\n--=_b--\r\nmore",
                "--=_b\r\n" + PART + "\r\n--=_bX\r\n--=_b\r\n" + SIGNATURE + "\r\n--=_b--\r\n",
                "--=_b\r\n--=_b\r\n" + SIGNATURE + "\r\n--=_b--\r\n",
                "--=_b\r\n" + PART + "\r\n--=_b\r\n" + PART + "\r\n--=_b--\r\n",
                "--=_b\r\n" + PART + "\r\n--=_b\r\nno header\r\n\r\n--=_b--\r\n",
            })
    void whatHasNotExactlyTwoPartsIsNotRead(String message) {
        assertThatThrownBy(() -> read(message)).isInstanceOf(Breach.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed; boundary=b",
                "multipart/signed; boundary=\"=_b\"",
                "multipart/signed; protocol=\"application/pgp-signature\"; boundary=\"=_b \"",
                "multipart/signed; protocol=\"application/pgp-signature\"; boundary=\"\"",
                "multipart/signed; protocol=\"application/pgp-signature\"; boundary=\"=_b\"; boundary=\"=_b\"",
                "multipart/signed; protocol=application/pgp-signature; boundary=\"=_b\"",
                "multipart/signed; protocol=\"application/pgp-signature\"; boundary=\"=_b",
                "multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=\"=_b\"",
                "multipart",
                "multipart/",
                ";",
            })
    void aTypeThatIsIncompleteOrDoubtfulIsNotRead(String type) {
        assertThatThrownBy(() -> MultipartSigned.read(MESSAGE.getBytes(UTF_8), type, EnvelopeLimits.DEFAULT))
                .isInstanceOf(Breach.class);
    }

    @Test
    void transferEncodingsAreUndone() throws Exception {
        assertThat(content("base64", "eyJh\r\nIjogMX0=\r\n")).isEqualTo("{\"a\": 1}");
        assertThat(content("Base64", "")).isEmpty();
        assertThat(content("quoted-printable", "caf=C3=A9 =\r\nau lait=3D=\n.")).isEqualTo("café au lait=.");
        assertThat(content("8bit", "café")).isEqualTo("café");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base64|eyJh*",
                "base64|eyJhIjogMX0",
                "base64|eyJhIjogMX1=",
                "base64|eyJhIjogMX0=eyJh",
                "base64|====",
                "quoted-printable|=4",
                "quoted-printable|=ZZ",
                "quoted-printable|café",
                "quoted-printable|end=",
                "uuencode|x",
                "base64 base64|x",
            })
    void anEncodingThatIsBrokenOrUnknownIsNotUndone(String encodingAndBody) {
        String[] halves = encodingAndBody.split("\\|", 2);
        assertThatThrownBy(() -> content(halves[0], halves[1])).isInstanceOf(Breach.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/csv\r\nContent-Type: application/json\r\n\r\nx",
                "Content-Type : text/csv\r\n\r\nx",
                " folded: first\r\n\r\nx",
                "A: b\r\n \r\nContent-Type: text/csv\r\n\r\nx",
                "A: b\rB: c\r\n\r\nx",
                "A: \0\r\n\r\nx",
                "no field\r\n\r\nx",
                "A: b",
                "A: b\r\n",
                "",
            })
    void aHeaderThatCouldBeReadInTwoWaysIsNotRead(String entity) {
        assertThatThrownBy(() -> MimeEntity.read(entity.getBytes(UTF_8), EnvelopeLimits.DEFAULT))
                .isInstanceOf(Breach.class);
    }

    @Test
    void aHeaderHasBounds() {
        String many = "A: b\r\n".repeat(201) + "\r\n";
        String longOne = "A: " + "b".repeat(EnvelopeLimits.DEFAULT.headerBytes()) + "\r\n\r\n";
        for (String entity : List.of(many, longOne)) {
            assertThatThrownBy(() -> MimeEntity.read(entity.getBytes(UTF_8), EnvelopeLimits.DEFAULT))
                    .isInstanceOf(Breach.class);
        }
    }

    private static String content(String encoding, String body) throws Breach {
        byte[] entity = ("Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body).getBytes(UTF_8);
        return new String(MimeEntity.read(entity, EnvelopeLimits.DEFAULT).content(), UTF_8);
    }

    private static MultipartSigned read(String message) throws Breach {
        return MultipartSigned.read(message.getBytes(UTF_8), TYPE, EnvelopeLimits.DEFAULT);
    }

    private static List<String> texts(List<byte[]> forms) {
        return forms.stream().map(form -> new String(form, UTF_8)).toList();
    }
}
