package org.caricom.conch.cli;

/// A command that cannot do what it was asked to; the message is all that its user sees.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }

    Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
