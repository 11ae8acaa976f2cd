package org.caricom.conch.render;

/// How many members have told of a value, so coarse that no single one can be made out.
public enum ReportersBucket {
    FEWER_THAN_3("<3"),
    FROM_3_TO_5("3-5"),
    MORE_THAN_5(">5");

    private final String text;

    ReportersBucket(String text) {
        this.text = text;
    }

    public static ReportersBucket of(int members) {
        if (members < 3) {
            return FEWER_THAN_3;
        }
        return members <= 5 ? FROM_3_TO_5 : MORE_THAN_5;
    }

    /// As feeds write it: `3-5`.
    public String text() {
        return text;
    }
}
