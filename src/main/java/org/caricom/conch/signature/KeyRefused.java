package org.caricom.conch.signature;

/// A key that Conch does not enrol or sign with; the message is for a person.
public final class KeyRefused extends Exception {
    private static final long serialVersionUID = 1;

    public KeyRefused(String message) {
        super(message);
    }
}
