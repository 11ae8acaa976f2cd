package org.caricom.conch.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.caricom.conch.cases.WarningOverride;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.scrub.Finding;
import org.caricom.conch.scrub.Preview;
import org.caricom.conch.sharing.Bar;
import org.caricom.conch.sharing.Collection;
import org.caricom.conch.sharing.ReleasePreview;
import org.jspecify.annotations.Nullable;

/// Puts what a release would send into the words of its page.
final class ReleaseViews {
    private static final Set<Preview.Property> VALUES = Set.of(
            Preview.Property.ADDRESSES,
            Preview.Property.DOMAINS,
            Preview.Property.URLS,
            Preview.Property.EMAIL_ADDRESSES,
            Preview.Property.FILES,
            Preview.Property.OTHER_VALUES,
            Preview.Property.OBJECT_IDS);

    private final Frame frame;
    private final Words words;

    ReleaseViews(Frame frame) {
        this.frame = frame;
        this.words = new Words(frame.messages());
    }

    /// The page of one preview.
    ///
    /// @param trouble   why the decision just made was not carried out; null when none was
    /// @param mayDecide whether the reader decides releases
    /// @param listed    what warning lists know of the case
    ReleasePage page(
            ReleasePreview release,
            String title,
            String member,
            boolean mayDecide,
            @Nullable String trouble,
            List<WarningOverrides.Listed> listed) {
        Preview preview = release.preview();
        String label = release.tlp().label();
        return new ReleasePage(
                release.caseId(),
                title,
                release.source(),
                member,
                release.tlp(),
                tabs(release),
                sums(preview),
                looked(preview),
                preview.findings().stream().map(this::finding).toList(),
                preview.rows().stream().map(this::change).toList(),
                stix(preview),
                consent(release, member),
                verdict(release),
                trouble,
                release.bars().isEmpty(),
                mayDecide,
                preview.digest().toString(),
                frame.text("release.button", label),
                listed.stream().map(this::listed).toList());
    }

    private ReleasePage.Listed listed(WarningOverrides.Listed listed) {
        WarningOverride said = listed.said();
        return new ReleasePage.Listed(
                listed.value().type().word(),
                listed.value().value(),
                listed.list(),
                said == null ? null : frame.text("release.listed-said", said.by(), said.reason()));
    }

    private List<ReleasePage.Tab> tabs(ReleasePreview release) {
        return List.of(Collection.values()).stream()
                .map(collection -> new ReleasePage.Tab(
                        words.audience(collection.tlp()),
                        collection.tlp(),
                        "/cases/" + release.caseId() + "/release?tlp="
                                + collection.tlp().word(),
                        collection.tlp() == release.tlp()))
                .toList();
    }

    private List<ReleasePage.Sum> sums(Preview preview) {
        List<ReleasePage.Sum> sums = new ArrayList<>();
        sums.add(new ReleasePage.Sum(
                frame.text("release.sum-objects", preview.outgoing(), preview.sourceObjects()), false));
        sums.add(new ReleasePage.Sum(frame.text("release.sum-removed", preview.removed()), false));
        sums.add(new ReleasePage.Sum(frame.text("release.sum-general", preview.generalised()), false));
        if (!preview.findings().isEmpty()) {
            sums.add(new ReleasePage.Sum(
                    frame.text("release.sum-findings", preview.findings().size()), true));
        }
        return sums;
    }

    private String looked(Preview preview) {
        return frame.text(
                "release.looked",
                preview.words(),
                preview.bytes(),
                preview.findings().size());
    }

    private ReleasePage.Finding finding(Finding finding) {
        String headline = frame.text(
                switch (finding.how()) {
                    case WRITTEN -> "finding.written";
                    case LOOK_ALIKE -> "finding.look-alike";
                    case REVERSED -> "finding.reversed";
                    case ENCODED -> "finding.encoded";
                    case HASHED -> "finding.hashed";
                    case NOT_KNOWN -> "finding.not-known";
                },
                finding.word());
        String whose = frame.text(
                switch (finding.whose()) {
                    case VICTIM -> "finding.whose-victim";
                    case MEMBER -> "finding.whose-member";
                    case PERSON -> "finding.whose-person";
                    case FREE_TEXT -> "finding.whose-free-text";
                    case SOURCE_ID -> "finding.whose-source-id";
                    case MALWARE_NAME -> "finding.whose-malware-name";
                });
        return new ReleasePage.Finding(
                finding.id(), headline, frame.text("finding.where", finding.text(), finding.pointer(), whose));
    }

    private ReleasePage.Change change(Preview.Row row) {
        boolean code = VALUES.contains(row.property());
        List<ReleasePage.Piece> source = new ArrayList<>();
        List<ReleasePage.Piece> output = new ArrayList<>();
        for (Preview.Part part : row.parts()) {
            String reason = part.reason() == null
                    ? null
                    : frame.text("reason." + part.reason().word());
            ReleasePage.Piece.Kind becomes = reason == null
                    ? ReleasePage.Piece.Kind.KEPT
                    : part.output() == null ? ReleasePage.Piece.Kind.REMOVED : ReleasePage.Piece.Kind.GENERAL;
            if (!part.source().isEmpty()) {
                source.add(new ReleasePage.Piece(becomes, part.source(), reason, code));
            }
            if (part.output() != null) {
                output.add(new ReleasePage.Piece(
                        reason == null ? ReleasePage.Piece.Kind.KEPT : ReleasePage.Piece.Kind.NEW,
                        part.output(),
                        null,
                        code));
            }
        }
        return new ReleasePage.Change(frame.text("property." + row.property().word()), source, output);
    }

    private String consent(ReleasePreview release, String member) {
        String limit = release.consent().limit().label();
        return switch (release.consent().sharing()) {
            case NONE -> frame.text("release.consent-none", member);
            case ASK -> frame.text("release.consent-ask", member, limit);
            case AUTOMATIC -> frame.text("release.consent-automatic", member, limit);
        };
    }

    private String verdict(ReleasePreview release) {
        if (!release.bars().isEmpty()) {
            return release.bars().stream().sorted().map(this::bar).collect(Collectors.joining(" "));
        }
        int open = release.preview().findings().size();
        return open > 0 ? frame.text("release.answer-first", open) : frame.text("release.ready");
    }

    private String bar(Bar bar) {
        return frame.text("bar." + bar.word());
    }

    /// The objects as STIX, one after the other and laid out for people.
    private static String stix(Preview preview) {
        return preview.objects().stream()
                .map(shown -> Json.own(shown.json()).toPrettyString())
                .collect(Collectors.joining(",\n"));
    }

    /// The marking in the address, and the community when there is none.
    static Tlp marking(@Nullable String text) {
        Tlp tlp = text == null ? null : Tlp.parse(text.toLowerCase(Locale.ROOT));
        return tlp == null ? Tlp.GREEN : tlp;
    }
}
