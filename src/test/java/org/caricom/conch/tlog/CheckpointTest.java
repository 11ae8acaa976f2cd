package org.caricom.conch.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Test
    void aCheckpointIsThreeLines() {
        var checkpoint = new Checkpoint("exchange.example/audit", 0, Merkle.emptyRoot());

        assertThat(checkpoint.text()).isEqualTo("exchange.example/audit\n0\n" + ROOT + "\n");
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n1\n" + ROOT,
                "a\n01\n" + ROOT + "\n",
                "a\n-1\n" + ROOT + "\n",
                "a\n9999999999999999999\n" + ROOT + "\n",
                "\n1\n" + ROOT + "\n",
                " \n1\n" + ROOT + "\n",
                "a\n1\n" + ROOT + "\nmore\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
                "a\n1\n47DEQpj8HBSa\n"
            })
    void whatCouldBeWrittenAnotherWayIsNone(String text) {
        assertThat(Checkpoint.parse(text)).isNull();
    }

    @Test
    void theOriginIsOneLine() {
        assertThatThrownBy(() -> new Checkpoint("a\nb", 1, Merkle.emptyRoot()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
