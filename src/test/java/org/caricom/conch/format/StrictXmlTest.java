package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrictXmlTest {
    @Test
    void nothingIsLostWhereTwoThingsHaveOneName() throws Exception {
        assertThat(tree("<a lang='en' xml:lang='fr'/>"))
                .contains("\"xml:lang\":\"en\"")
                .contains("\"lang\":\"fr\"");
        assertThat(tree("<a xml:lang='fr' lang='en'/>"))
                .contains("\"xml:lang\":\"fr\"")
                .contains("\"lang\":\"en\"");
        assertThat(tree("<a value='1'>text</a>")).contains("\"value\":\"text\"").contains("\"@value\":\"1\"");
        assertThat(tree("<a b='1'><b>2</b></a>")).contains("\"@b\":\"1\"").contains("\"b\":[\"2\"]");
    }

    private static String tree(String xml) throws XmlException {
        return StrictXml.read(xml.getBytes(StandardCharsets.UTF_8), FormatLimits.DEFAULT)
                .content()
                .toString();
    }
}
