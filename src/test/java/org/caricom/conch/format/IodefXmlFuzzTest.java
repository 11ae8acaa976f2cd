package org.caricom.conch.format;

import com.code_intelligence.jazzer.junit.FuzzTest;

class IodefXmlFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void readingXmlIsTotal(byte[] payload) {
        FuzzedReading.check(payload);
    }
}
