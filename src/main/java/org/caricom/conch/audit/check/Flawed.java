package org.caricom.conch.audit.check;

/// Something is not as it must be; caught in [OfflineCheck].
final class Flawed extends Exception {
    private static final long serialVersionUID = 1;

    private final String where;
    private final String why;

    Flawed(String where, String why) {
        super(where + ": " + why);
        this.where = where;
        this.why = why;
    }

    Checked.Refused refused() {
        return new Checked.Refused(where, why);
    }
}
