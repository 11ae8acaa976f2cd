package org.caricom.conch.format;

import com.code_intelligence.jazzer.junit.FuzzTest;

class CsafFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void readingCsafIsTotal(byte[] payload) {
        FuzzedReading.check(payload);
    }
}
