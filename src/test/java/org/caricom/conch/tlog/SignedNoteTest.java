package org.caricom.conch.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /// The worked example that the notes of the Go checksum database are documented with: text, key and signature.
    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;

    private static final String VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String SIGNER = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String NOTE = TEXT
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private final NoteKey key = NoteKey.parse(VERIFIER);

    @Test
    void theWorkedExampleIsSignedAndReadAlike() {
        byte[] seed = new byte[32];
        System.arraycopy(Base64.getDecoder().decode(SIGNER), 1, seed, 0, 32);

        assertThat(new NoteSigner(key, seed).sign(TEXT).encoded()).isEqualTo(NOTE);
        assertThat(SignedNote.parse(NOTE.getBytes(UTF_8)).text()).isEqualTo(TEXT);
        assertThat(signer(NOTE)).isEqualTo(key);
        assertThat(key.text()).isEqualTo(VERIFIER);
    }

    @Test
    void anAlteredByteAnywhereIsNoticed() {
        byte[] bytes = NOTE.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] altered = bytes.clone();
                altered[i] ^= (byte) (1 << bit);
                SignedNote note = SignedNote.parse(altered);
                assertThat(note == null ? null : note.signer(List.of(key)))
                        .as("byte %d, bit %d", i, bit)
                        .isNull();
            }
        }
    }

    @Test
    void linesOfStrangersSayNothing() {
        String cosigned = NOTE + "\u2014 witness.example AAAAAAAAAAAA\n";
        assertThat(signer(cosigned)).isEqualTo(key);
        assertThat(SignedNote.parse(cosigned.getBytes(UTF_8)).lines()).hasSize(2);
        assertThat(SignedNote.parse(NOTE.getBytes(UTF_8)).signer(List.of())).isNull();
    }

    @Test
    void aWrongSignatureInAKnownNameSpoilsTheNote() {
        NoteKey other =
                new NoteKey("other", Base64.getDecoder().decode("GlzZBxQ8OExB6DDFvOEqqIF+xWSaqr8sMTiLNbLXRNY="));
        SignedNote good = SignedNote.parse(NOTE.getBytes(UTF_8));
        SignedNote spoilt = new SignedNote(
                TEXT, List.of(good.lines().getFirst(), new SignedNote.Line("other", other.id(), new byte[64])));
        assertThat(spoilt.signer(List.of(key))).isEqualTo(key);
        assertThat(spoilt.signer(List.of(key, other))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 name AAAAAAAA",
                "text\n\n- name AAAAAAAA\n",
                "text\n\n\u2014 na+me AAAAAAAA\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 name AAAAAAB=\n",
                "text\n\n\u2014  AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA \n",
                "te\txt\n\n\u2014 name AAAAAAAA\n",
                "\n\u2014 name AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA\nmore\n"
            })
    void whatIsNoNoteIsNotRead(String text) {
        assertThat(SignedNote.parse(text.getBytes(UTF_8))).isNull();
    }

    @Test
    void bytesThatAreNoUtf8AreNoNote() {
        byte[] bytes = NOTE.getBytes(UTF_8);
        bytes[0] = (byte) 0xFF;
        assertThat(SignedNote.parse(bytes)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void whatIsNoKeyIsNotRead(String text) {
        assertThat(NoteKey.parse(text)).isNull();
        assertThatThrownBy(() -> new NoteKey("two words", new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }

    private NoteKey signer(String note) {
        return SignedNote.parse(note.getBytes(UTF_8)).signer(List.of(key));
    }
}
