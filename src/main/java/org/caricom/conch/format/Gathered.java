package org.caricom.conch.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.jspecify.annotations.Nullable;

/// The facts of a report in the order in which a reader finds them.
///
/// It is for formats that tell of what was seen, and neither of a course of events nor of impact; those have
/// readers that write [Facts] themselves.
final class Gathered {
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");

    private final Set<Rsit> classes = new LinkedHashSet<>();
    private final Map<Observable, ReportedIndicator> values = new LinkedHashMap<>();
    private final Set<String> malware = new LinkedHashSet<>();
    private final Set<String> vulnerabilities = new LinkedHashSet<>();
    private final Set<String> victimNames = new LinkedHashSet<>();
    private final Set<String> victimDomains = new LinkedHashSet<>();
    private final Set<String> victimNetworks = new LinkedHashSet<>();
    private @Nullable String reference;
    private @Nullable String summary;
    private @Nullable Instant began;
    private @Nullable Instant noticed;
    private @Nullable Instant written;
    private @Nullable String victimContact;
    private @Nullable Tlp tlp;
    private @Nullable String reporter;
    private Consent consent = Consent.UNSTATED;
    private PersonalData personalData = PersonalData.UNKNOWN;

    void reference(@Nullable String number) {
        reference = number == null ? reference : OneLine.of(number);
    }

    /// A report of several things has no number of one of them.
    void forgetReference() {
        reference = null;
        summary = null;
    }

    /// What the incident is called by its first class.
    String className() {
        return classes.isEmpty() ? "Abuse" : classes.iterator().next().label();
    }

    void summary(@Nullable String text) {
        summary = text == null ? summary : text;
    }

    void began(@Nullable Instant at) {
        began = Times.earliest(began, at);
    }

    void noticed(@Nullable Instant at) {
        noticed = Times.earliest(noticed, at);
    }

    void written(@Nullable Instant at) {
        written = Times.latest(written, at);
    }

    void classes(List<Rsit> more) {
        classes.addAll(more);
    }

    void malware(@Nullable String name) {
        if (name != null) {
            malware.add(OneLine.of(name));
        }
    }

    /// Takes a CVE id; false when it is none.
    boolean vulnerability(String id) {
        boolean known = CVE.matcher(id).matches();
        if (known) {
            vulnerabilities.add(id);
        }
        return known;
    }

    void victimName(@Nullable String name) {
        if (name != null) {
            victimNames.add(OneLine.of(name));
        }
    }

    void victimContact(@Nullable String contact) {
        victimContact = contact == null ? victimContact : OneLine.of(contact);
    }

    void reporter(@Nullable String who) {
        reporter = who == null || reporter != null ? reporter : OneLine.of(who);
    }

    void consent(Consent told) {
        consent = told;
    }

    void personalData(PersonalData told) {
        personalData = told;
    }

    /// Several markings mean the strictest.
    void marked(@Nullable Tlp marking) {
        if (marking != null) {
            tlp = tlp == null ? marking : tlp.strictest(marking);
        }
    }

    /// Takes a value. What is said to be a victim's anywhere is so everywhere in the report.
    void value(ReportedIndicator reported) {
        ReportedIndicator clean = reported.role() == Role.VICTIM && reported.detects()
                ? with(reported, Role.VICTIM, false, reported.firstSeen(), reported.lastSeen())
                : reported;
        values.merge(clean.observable(), clean, Gathered::both);
        if (clean.role() == Role.VICTIM) {
            Observable value = clean.observable();
            if (value.type() == ObservableType.DOMAIN_NAME) {
                victimDomains.add(value.value());
            } else if (value.type() == ObservableType.IPV4_ADDR || value.type() == ObservableType.IPV6_ADDR) {
                victimNetworks.add(value.value());
            }
        }
    }

    private static ReportedIndicator both(ReportedIndicator before, ReportedIndicator now) {
        boolean victim = before.role() == Role.VICTIM || now.role() == Role.VICTIM;
        ReportedIndicator telling = now.detects() && !before.detects() ? now : before;
        return with(
                telling,
                victim ? Role.VICTIM : telling.role(),
                !victim && telling.detects(),
                Times.earliest(before.firstSeen(), now.firstSeen()),
                Times.latest(before.lastSeen(), now.lastSeen()));
    }

    private static ReportedIndicator with(
            ReportedIndicator of, Role role, boolean detects, @Nullable Instant first, @Nullable Instant last) {
        return new ReportedIndicator(
                of.observable(),
                detects,
                role,
                of.indicatorTypes(),
                of.killChainPhases(),
                of.confidence(),
                first,
                last,
                of.context());
    }

    int count() {
        return values.size();
    }

    /// The value that tells most of what the report is about: the first of the attacker's, or else the first.
    @Nullable Observable telling() {
        for (ReportedIndicator reported : values.values()) {
            if (reported.role() == Role.ATTACKER) {
                return reported.observable();
            }
        }
        return values.isEmpty() ? null : values.keySet().iterator().next();
    }

    /// @param title    one line for lists
    /// @param standing the marking that holds when the report has none
    Facts facts(String title, Tlp standing) {
        List<String> names = new ArrayList<>(victimNames);
        String name = names.isEmpty() ? null : names.removeFirst();
        boolean untold = name == null && victimContact == null && victimDomains.isEmpty() && victimNetworks.isEmpty();
        return new Facts(
                reference,
                ReportStage.ALERT,
                OneLine.of(title),
                summary,
                began,
                noticed,
                null,
                written,
                List.copyOf(classes),
                null,
                untold
                        ? Victim.UNTOLD
                        : new Victim(
                                name, victimContact, names, List.copyOf(victimDomains), List.copyOf(victimNetworks)),
                List.of(),
                null,
                null,
                Impact.UNSTATED,
                List.copyOf(values.values()),
                List.of(),
                List.copyOf(malware),
                List.copyOf(vulnerabilities),
                List.of(),
                null,
                tlp == null ? standing : tlp,
                consent,
                personalData,
                null,
                reporter,
                "en");
    }
}
