package org.caricom.conch.format;

import com.code_intelligence.jazzer.junit.FuzzTest;

class VerisFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void readingVerisIsTotal(byte[] payload) {
        FuzzedReading.check(payload);
    }
}
