package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// What a release would send, beside what was filed, and the decision.
///
/// @param title     the case's title
/// @param source    the case's own marking
/// @param member    who filed
/// @param tlp       the audience looked at
/// @param tabs      the audiences
/// @param sums      what goes out, what is removed, in words
/// @param looked    how thoroughly the output was searched, in words
/// @param findings  what still identifies someone
/// @param changes   property by property
/// @param stix      exactly what others will get
/// @param consent   what the member agreed to, in words
/// @param verdict   what the decision bar says
/// @param trouble   why the decision just made was not carried out; null when none was
/// @param ready     whether it can be released now
/// @param mayDecide whether the reader may
/// @param digest    the digest of what is shown, so that exactly this is released
/// @param button    the words on the button
/// @param listed    values that warning lists know
public record ReleasePage(
        CaseId id,
        String title,
        Tlp source,
        String member,
        Tlp tlp,
        List<Tab> tabs,
        List<Sum> sums,
        String looked,
        List<Finding> findings,
        List<Change> changes,
        String stix,
        String consent,
        String verdict,
        @Nullable String trouble,
        boolean ready,
        boolean mayDecide,
        String digest,
        String button,
        List<Listed> listed) {
    public ReleasePage {
        tabs = List.copyOf(tabs);
        sums = List.copyOf(sums);
        findings = List.copyOf(findings);
        changes = List.copyOf(changes);
        listed = List.copyOf(listed);
    }

    /// A value that a warning list knows.
    ///
    /// @param said the coordinator's word on it, in words; null while there is none
    public record Listed(
            String type,
            String value,
            String list,
            @Nullable String said) {}

    /// One audience.
    public record Tab(String name, Tlp tlp, String href, boolean current) {}

    /// One figure of the summary: the sentence, and whether it asks for something.
    public record Sum(String sentence, boolean open) {}

    /// Something in the output that still identifies.
    ///
    /// @param key      its name in the answer form
    /// @param headline what was found
    /// @param detail   where, and what of the source it looks like
    public record Finding(String key, String headline, String detail) {}

    /// One property: what was filed and what readers get.
    public record Change(String name, List<Piece> source, List<Piece> output) {
        public Change {
            source = List.copyOf(source);
            output = List.copyOf(output);
        }
    }

    /// One value of a property.
    ///
    /// @param kind   what becomes of it
    /// @param reason why it is removed or made general; null when it is kept
    /// @param code   whether it is a value and not words
    public record Piece(Kind kind, String text, @Nullable String reason, boolean code) {
        /// What becomes of a value.
        public enum Kind {
            KEPT,
            REMOVED,
            GENERAL,
            NEW
        }
    }
}
