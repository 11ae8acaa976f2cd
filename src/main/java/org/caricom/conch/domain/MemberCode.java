package org.caricom.conch.domain;

import java.util.regex.Pattern;

/// A CARICOM state, associate or body, by its ISO 3166-1 alpha-2 code; IMPACS, which has none, is `XI`
/// (from the range that ISO leaves to users).
public record MemberCode(String value) implements Comparable<MemberCode> {
    private static final Pattern ALPHA_2 = Pattern.compile("[A-Z]{2}");

    /// CARICOM IMPACS, which coordinates and files as a body of the Community.
    public static final MemberCode IMPACS = new MemberCode("XI");

    public MemberCode {
        if (!ALPHA_2.matcher(value).matches()) {
            throw new IllegalArgumentException("a member code is two capital letters");
        }
    }

    @Override
    public int compareTo(MemberCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
