package org.caricom.conch.domain;

/// A value that can be compared across reports, in the one form `format` normalises it to: host names in
/// lower case without a trailing dot, addresses in RFC 5952 form, hashes in lower-case hexadecimal, nothing defanged.
///
/// @param type  what kind of value it is
/// @param value the normalised value, never empty
public record Observable(ObservableType type, String value) {
    public Observable {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an observable has a value");
        }
    }
}
