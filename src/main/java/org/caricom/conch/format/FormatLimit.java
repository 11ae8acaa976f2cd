package org.caricom.conch.format;

/// One thing that a payload may not have without end. Each is a setting, `CONCH_LIMIT_` and the name.
public enum FormatLimit {
    /// Arrays, objects or elements inside each other.
    DEPTH(64, 16, 256),
    /// UTF-16 units of one text: a JSON string, the text of an XML element, the value of an attribute.
    TEXT(5 * 1024 * 1024, 1024, 32 * 1024 * 1024),
    /// Characters of one number as written.
    NUMBER(64, 20, 1024),
    /// JSON values in one document, arrays and objects counted: what bounds the memory it takes.
    VALUES(1_000_000, 1_000, 5_000_000),
    /// XML elements in one document.
    ELEMENTS(200_000, 1_000, 1_000_000),
    /// Attributes and namespace declarations on one XML element.
    ATTRIBUTES(64, 16, 1_000),
    /// UTF-16 units of one name: of a JSON member, an XML element or an attribute.
    NAME(256, 64, 1_000),
    /// Values to compare in one report; more make it useless, and its reading a burden on all others.
    INDICATORS(50_000, 100, 50_000),
    /// Incidents in one container.
    INCIDENTS(1_000, 1, 10_000),
    /// Bytes of all files that one report brings along as evidence, once decoded.
    EVIDENCE(20 * 1024 * 1024, 1024, 32 * 1024 * 1024),
    /// Files that one report brings along.
    FILES(200, 1, 1_000),
    /// Parts of one mail.
    PARTS(200, 3, 1_000),
    /// UTF-16 units of one report in YAML.
    YAML(256 * 1024, 1024, 1024 * 1024);

    private final int usual;
    private final int least;
    private final int most;

    FormatLimit(int usual, int least, int most) {
        this.usual = usual;
        this.least = least;
        this.most = most;
    }

    /// What holds where nothing is set.
    public int usual() {
        return usual;
    }

    /// The smallest that can be set: below, honest documents would be refused.
    public int least() {
        return least;
    }

    /// The largest that can be set: beyond, one filing could take the memory of all.
    public int most() {
        return most;
    }
}
