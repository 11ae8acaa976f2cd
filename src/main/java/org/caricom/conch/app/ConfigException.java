package org.caricom.conch.app;

/// The settings are wrong; the message is one line that names every mistake.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
