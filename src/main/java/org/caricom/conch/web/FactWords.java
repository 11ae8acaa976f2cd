package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.PersonalData;
import org.jspecify.annotations.Nullable;

/// Puts the facts of a report into labels and values; what is missing is said to be missing where it matters.
final class FactWords {
    private final Frame frame;
    private final Words words;

    FactWords(Frame frame) {
        this.frame = frame;
        this.words = new Words(frame.messages());
    }

    /// What happened and when, for the first column.
    List<CasePage.Fact> happened(Facts facts, String classes) {
        List<CasePage.Fact> column = new ArrayList<>();
        column.add(fact("fact.summary", facts.summary()));
        column.add(fact("fact.class", classes));
        column.add(fact("fact.began", facts.beganAt() == null ? null : frame.near(facts.beganAt())));
        column.add(fact("fact.noticed", facts.noticedAt() == null ? null : frame.near(facts.noticedAt())));
        column.add(new CasePage.Fact(
                frame.text("fact.aware"),
                facts.awareAt() == null ? null : frame.near(facts.awareAt()),
                facts.awareAt() == null ? null : frame.text("fact.aware-note")));
        known(column, "fact.techniques", facts.techniques());
        known(column, "fact.malware", facts.malware());
        known(column, "fact.vulnerabilities", facts.vulnerabilities());
        return column;
    }

    /// Whom it hits and what is done, for the second column.
    List<CasePage.Fact> hits(Facts facts) {
        List<CasePage.Fact> column = new ArrayList<>();
        column.add(fact("fact.victim", facts.victim().name()));
        column.add(fact("fact.sector", facts.sector() == null ? null : words.sector(facts.sector())));
        column.add(fact("fact.services", facts.services().isEmpty() ? null : String.join(", ", facts.services())));
        if (facts.systemsAffected() != null) {
            column.add(fact("fact.systems", frame.text("fact.number", facts.systemsAffected())));
        }
        if (facts.peopleAffected() != null) {
            column.add(fact("fact.people", frame.text("fact.number", facts.peopleAffected())));
        }
        column.add(personal(facts.personalData()));
        known(column, "fact.actions", facts.actionsTaken());
        if (facts.helpWanted() != null) {
            column.add(fact("fact.help", facts.helpWanted()));
        }
        column.add(consent(facts));
        if (facts.reporter() != null) {
            column.add(fact("fact.reporter", facts.reporter()));
        }
        if (facts.reference() != null) {
            column.add(fact("fact.reference", facts.reference()));
        }
        return column;
    }

    private CasePage.Fact fact(String label, @Nullable String value) {
        return new CasePage.Fact(frame.text(label), value, null);
    }

    private void known(List<CasePage.Fact> column, String label, List<String> values) {
        if (!values.isEmpty()) {
            column.add(fact(label, String.join(", ", values)));
        }
    }

    private CasePage.Fact personal(PersonalData data) {
        String involved = switch (data.involved()) {
            case YES -> frame.text("fact.personal-yes");
            case SUSPECTED -> frame.text("fact.personal-suspected");
            case NO -> frame.text("fact.personal-no");
            case UNKNOWN -> null;
        };
        List<String> counts = new ArrayList<>();
        if (data.records() != null) {
            counts.add(frame.text("fact.personal-records", data.records()));
        }
        if (data.subjects() != null) {
            counts.add(frame.text("fact.personal-subjects", data.subjects()));
        }
        return new CasePage.Fact(
                frame.text("fact.personal"), involved, counts.isEmpty() ? null : String.join(", ", counts));
    }

    private CasePage.Fact consent(Facts facts) {
        String sharing = switch (facts.consent().sharing()) {
            case NONE -> frame.text("fact.consent-none");
            case ASK -> frame.text("fact.consent-ask");
            case AUTOMATIC -> frame.text("fact.consent-automatic");
        };
        return new CasePage.Fact(
                frame.text("fact.consent"),
                sharing,
                frame.text("fact.consent-limit", facts.consent().limit().label()));
    }
}
