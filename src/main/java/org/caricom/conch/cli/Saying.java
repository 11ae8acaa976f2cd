package org.caricom.conch.cli;

/// Prints a line for the user.
@FunctionalInterface
interface Saying {
    void say(String text);
}
