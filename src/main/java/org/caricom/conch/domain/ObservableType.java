package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The kinds of value that Conch compares across reports, each named as STIX 2.1 names the object that holds it; hashes
/// by their algorithm.
public enum ObservableType {
    IPV4_ADDR,
    IPV6_ADDR,
    DOMAIN_NAME,
    URL,
    EMAIL_ADDR,
    MD5,
    SHA1,
    SHA256,
    SHA512,
    SSDEEP,
    FILE_NAME,
    MAC_ADDR,
    MUTEX,
    WINDOWS_REGISTRY_KEY,
    USER_ACCOUNT,
    X509_SHA1,
    JA3,
    ASN,
    USER_AGENT,
    EMAIL_SUBJECT;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable ObservableType parse(String text) {
        for (ObservableType value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
