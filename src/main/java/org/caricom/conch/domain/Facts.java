package org.caricom.conch.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a report says, in the one form that triage, cases and sharing work with, whatever format it came in.
/// Free text (title, summary, services, actions, help) is the reporter's and never leaves.
///
/// @param reference  the reporter's own number for the incident: reports with the same one are versions of each other;
///                   null when the format has none
/// @param stage      which report about the incident this is
/// @param title      one line for lists, never empty
/// @param summary    what happened, null when not told
/// @param beganAt    when it began, null when not known
/// @param noticedAt  when it was noticed, null when not known
/// @param awareAt    when the reporter became aware, which starts the clocks; null when not told
/// @param writtenAt  the report's own time: orders its versions; null when not told
/// @param classes    RSIT types, the main one first; empty when not told
/// @param sector     the victim's sector, null when not told
/// @param victim     the protected part
/// @param services   affected services in words
/// @param peopleAffected null when not known
/// @param systemsAffected null when not known
/// @param impact     by NCISS categories
/// @param indicators the values named
/// @param techniques ATT&CK technique ids: `T1486`, `T1567.002`
/// @param malware    names of malware families
/// @param vulnerabilities CVE ids
/// @param actionsTaken in words
/// @param helpWanted in words, null when none
/// @param tlp        the report's own marking
/// @param consent    what may be shared of it
/// @param personalData the breach facts
/// @param outcome    how it turned out, as the reporter sees it; null while open
/// @param reporter   who at the CERT wrote it: name and contact in words; null when not told
/// @param language   BCP 47 tag of the free text
public record Facts(
        @Nullable String reference,
        ReportStage stage,
        String title,
        @Nullable String summary,
        @Nullable Instant beganAt,
        @Nullable Instant noticedAt,
        @Nullable Instant awareAt,
        @Nullable Instant writtenAt,
        List<Rsit> classes,
        @Nullable Sector sector,
        Victim victim,
        List<String> services,
        @Nullable Long peopleAffected,
        @Nullable Long systemsAffected,
        Impact impact,
        List<ReportedIndicator> indicators,
        List<String> techniques,
        List<String> malware,
        List<String> vulnerabilities,
        List<String> actionsTaken,
        @Nullable String helpWanted,
        Tlp tlp,
        Consent consent,
        PersonalData personalData,
        @Nullable Outcome outcome,
        @Nullable String reporter,
        String language) {
    public Facts {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a report has a title");
        }
        classes = List.copyOf(classes);
        services = List.copyOf(services);
        indicators = List.copyOf(indicators);
        techniques = List.copyOf(techniques);
        malware = List.copyOf(malware);
        vulnerabilities = List.copyOf(vulnerabilities);
        actionsTaken = List.copyOf(actionsTaken);
    }
}
