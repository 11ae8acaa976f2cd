package org.caricom.conch.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void readsAllItsParts() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://hub:p%40ss+word@db.example:5433/conch?sslmode=require");
        assertThat(url.user()).isEqualTo("hub");
        assertThat(url.password()).isEqualTo("p@ss+word");
        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example:5433/conch?sslmode=require");
        assertThat(url.withName("other").text())
                .isEqualTo("postgresql://hub:p%40ss+word@db.example:5433/other?sslmode=require");
        assertThat(DatabaseUrl.parse("postgres://hub@db.example/conch").port()).isEqualTo(5432);
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(DatabaseUrl.parse("postgresql://hub:secret@db.example/conch").toString())
                .isEqualTo("postgresql://hub@db.example:5432/conch");
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://hub:sec ret@db.example/conch"))
                .hasMessageNotContaining("sec");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://u:p@h/d",
                "postgresql://h/d",
                "postgresql://u:p@h",
                "postgresql://u:p@h/",
                "jdbc:postgresql://h/d"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
