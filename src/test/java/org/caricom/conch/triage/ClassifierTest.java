package org.caricom.conch.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.FactsExample.facts;

import java.util.List;
import org.caricom.conch.FactsExample;
import org.caricom.conch.domain.Rsit;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private final Classifier classifier = Classifier.standard();

    @Test
    void theReportersOwnClassesAreTaken() {
        assertThat(classifier.classify(facts().title("Ransom note on every screen")
                        .classes(Rsit.OTHER, Rsit.SPAM)
                        .build()))
                .extracting(Finding::type, Finding::reported)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Rsit.OTHER, true),
                        org.assertj.core.groups.Tuple.tuple(Rsit.SPAM, true));
    }

    @Test
    void ransomwareIsAModificationByMalware() {
        List<Rsit> types = List.of(Rsit.UNAUTHORISED_INFORMATION_MODIFICATION, Rsit.INFECTED_SYSTEM);
        assertThat(classes(facts().title("Ransomware at a hospital"))).isEqualTo(types);
        assertThat(classes(facts().techniques("T1486"))).isEqualTo(types);
        assertThat(classes(facts().malware("LockBit 3.0"))).isEqualTo(types);
        assertThat(classes(facts().techniques("T1486", "T1567.002"))).contains(Rsit.DATA_LEAK);
    }

    @Test
    void otherRulesFindTheirClass() {
        assertThat(classes(facts().title("DDoS against name servers")).getFirst())
                .isEqualTo(Rsit.DDOS);
        assertThat(classes(facts().techniques("T1498.001")).getFirst()).isEqualTo(Rsit.DDOS);
        assertThat(classes(facts().title("Hameçonnage de clients d'une banque")).getFirst())
                .isEqualTo(Rsit.PHISHING);
        assertThat(classes(facts().tagged("command-and-control")).getFirst()).isEqualTo(Rsit.C2_SERVER);
        assertThat(classes(facts().vulnerabilities("CVE-2024-3400"))).containsExactly(Rsit.VULNERABLE_SYSTEM);
    }

    @Test
    void aVagueRuleIsSilentWhenAnotherSpoke() {
        assertThat(classes(facts().title("Ransomware").vulnerabilities("CVE-2024-3400")))
                .doesNotContain(Rsit.VULNERABLE_SYSTEM);
    }

    @Test
    void nothingToGoByIsUndeterminedAndNeverATest() {
        assertThat(classes(facts().title("This is a test of our patience"))).containsExactly(Rsit.UNDETERMINED);
    }

    private List<Rsit> classes(FactsExample facts) {
        return classifier.classify(facts.build()).stream().map(Finding::type).toList();
    }
}
