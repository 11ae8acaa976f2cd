package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bombs that are told apart only by whoever reads all that is inflated. None has a central directory, which would
/// say how large it is.
class ArchivesTest {
    private static final int TWO_HUNDRED_MEGABYTES = 200 << 20;

    /// The number of a method that there is none of, a name without an end (RFC 1952 §2.3.1), a comment, and an extra
    /// field with nothing behind it.
    @ParameterizedTest
    @ValueSource(strings = {"1f8b0700000000000000", "1f8b0808000000000000", "1f8b0810000000000000", "1f8b0804000000"})
    void aBombBehindTheHeadOfAnArchiveThatIsNoneIsFound(String head) throws IOException {
        assertThat(Archives.bomb(entry(HexFormat.of().parseHex(head), 'a'))).isNotNull();
    }

    @Test
    void aBombBehindTheEndOfAnInnerArchiveIsFound() throws IOException {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(inner)) {
            zip.putNextEntry(new ZipEntry("small"));
            zip.write(1);
        }
        assertThat(Archives.bomb(entry(inner.toByteArray(), 0))).isNotNull();
    }

    @Test
    void whatOnlyBeginsLikeAnArchiveIsTame() throws IOException {
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(outer)) {
            for (String head : new String[] {"1f8b0700000000000000", "504b0304ffff"}) {
                zip.putNextEntry(new ZipEntry(head));
                zip.write(HexFormat.of().parseHex(head));
            }
        }
        assertThat(Archives.bomb(outer.toByteArray())).isNull();
    }

    private static byte[] entry(byte[] head, int rest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry("a"));
        zip.write(head);
        byte[] block = new byte[1 << 16];
        Arrays.fill(block, (byte) rest);
        for (int written = 0; written < TWO_HUNDRED_MEGABYTES; written += block.length) {
            zip.write(block);
        }
        zip.closeEntry();
        return out.toByteArray();
    }
}
