package org.caricom.conch.format;

import com.code_intelligence.jazzer.junit.FuzzTest;

class IodefJsonFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void readingIodefJsonIsTotal(byte[] payload) {
        FuzzedReading.check(payload);
    }
}
