package org.caricom.conch.triage;

import org.caricom.conch.domain.Facts;

/// Assesses an incident: class, score, priority and clocks. Pure: the same facts, history and rules give the same
/// answer.
public final class Triage {
    private final Classifier classifier;
    private final NcissTables nciss;

    public Triage(Classifier classifier, NcissTables nciss) {
        this.classifier = classifier;
        this.nciss = nciss;
    }

    /// With the rules that Conch ships.
    public static Triage standard() {
        return new Triage(Classifier.standard(), NcissTables.standard());
    }

    /// The tables in use: categories, options and cut-offs, for pages that explain a score.
    public NcissTables tables() {
        return nciss;
    }

    /// What the facts come to.
    public Assessment assess(Facts facts, History history, MemberLaw law) {
        NcissScore score = nciss.score(facts.impact(), facts.sector());
        return new Assessment(
                classifier.classify(facts), score, Priority.of(score.level()), Clocks.of(facts, history, law));
    }
}
