package org.caricom.conch.format;

import org.caricom.conch.json.Flaw;

/// A message was refused as mail.
final class MailException extends Exception {
    private static final long serialVersionUID = 1;

    private final String pointer;
    private final String code;

    MailException(String pointer, String code, String detail) {
        super(detail);
        this.pointer = pointer;
        this.code = code;
    }

    Flaw flaw() {
        return new Flaw(pointer, code, String.valueOf(getMessage()));
    }
}
