package org.caricom.conch.demo;

/// A step of the demo that did not hold; its message says which, for the person in front of the screen.
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
