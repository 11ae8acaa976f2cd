package org.caricom.conch.scrub;

import java.util.List;
import java.util.Locale;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// What a release would show to others, beside its source, for the person who decides.
///
/// @param policyVersion the scrub policy's number
/// @param policyReviewed the day it was last reviewed, `2026-11-22`
/// @param sourceObjects how many objects the source holds
/// @param outgoing     how many objects go out, relationships included
/// @param removed      how many values are removed
/// @param generalised  how many values are made general
/// @param rows         source beside output, property by property
/// @param objects      what others would get, as STIX; identifiers may still change
/// @param findings     what the second look found
/// @param words        how many words of the source were searched for
/// @param bytes        in how many bytes of output
/// @param digest       stands for all of this: a decision names it, and holds for nothing else
public record Preview(
        int policyVersion,
        String policyReviewed,
        int sourceObjects,
        int outgoing,
        int removed,
        int generalised,
        List<Row> rows,
        List<Shown> objects,
        List<Finding> findings,
        int words,
        int bytes,
        Sha256 digest) {
    public Preview {
        rows = List.copyOf(rows);
        objects = List.copyOf(objects);
        findings = List.copyOf(findings);
    }

    /// One object as others would get it.
    ///
    /// @param json compact STIX
    public record Shown(NaturalKey key, String json) {}

    /// One property of the source and what becomes of it.
    public record Row(Property property, List<Part> parts) {
        public Row {
            parts = List.copyOf(parts);
        }
    }

    /// One value of a property.
    ///
    /// @param source what the source says
    /// @param output what others get; null is nothing; equal to `source` when kept
    /// @param reason why it is not kept as it is; null when it is
    public record Part(
            String source,
            @Nullable String output,
            @Nullable Reason reason) {
        static Part kept(String value) {
            return new Part(value, value, null);
        }

        static Part nothing(String source, Reason reason) {
            return new Part(source, null, reason);
        }
    }

    /// What a row is about, in the order of the page.
    public enum Property {
        REPORTER,
        MEMBER,
        VICTIM,
        SECTOR,
        TITLE,
        DESCRIPTION,
        SERVICES,
        TIMES,
        AFFECTED,
        PERSONAL_DATA,
        ADDRESSES,
        DOMAINS,
        URLS,
        EMAIL_ADDRESSES,
        FILES,
        OTHER_VALUES,
        TECHNIQUES,
        MALWARE,
        VULNERABILITIES,
        VALID_FROM,
        ACTIONS,
        HELP,
        OBJECT_IDS;

        /// The stable word for pages and the API: `object-ids`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
