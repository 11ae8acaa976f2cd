package org.caricom.conch.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.ObservedActivity;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.PersonalData.Involved;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// What an IODEF incident did, by its assessments (RFC 7970 §3.12).
final class IodefAssessment {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,6})?");

    private final Set<Rsit> classes = new LinkedHashSet<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<ObjectNode> losses = new ArrayList<>();

    /// One impact.
    ///
    /// @param potential whether it only could happen
    /// @param failed    whether it was tried in vain
    private record Effect(String type, String severity, boolean potential, boolean failed, boolean succeeded) {
        boolean happened() {
            return !potential && !failed;
        }
    }

    void take(IodefNode incident, List<IodefNode> events) {
        incident.all("Assessment").forEach(this::assessment);
        events.forEach(event -> event.all("Assessment").forEach(this::assessment));
    }

    private void assessment(IodefNode assessment) {
        boolean potential = assessment.attribute("occurrence").equals("potential");
        for (String category : assessment.texts("IncidentCategory")) {
            Rsit rsit = Rsit.parse(category);
            if (rsit != null) {
                classes.add(rsit);
            }
        }
        for (IodefNode impact : assessment.all("SystemImpact")) {
            effect(impact, potential);
        }
        for (IodefNode impact : assessment.all("BusinessImpact")) {
            if (impact.attribute("type").startsWith("breach-")) {
                effect(impact, potential);
            }
        }
        for (IodefNode loss : assessment.all("MonetaryImpact")) {
            loss(loss);
        }
    }

    private void effect(IodefNode impact, boolean potential) {
        String completion = impact.attribute("completion");
        Effect effect = new Effect(
                impact.attribute("type"),
                impact.attribute("severity"),
                potential,
                completion.equals("failed"),
                completion.equals("succeeded"));
        effects.add(effect);
        Rsit rsit = IodefTypes.impact(effect.type());
        if (rsit == null) {
            return;
        }
        if (!effect.failed()) {
            classes.add(rsit);
        } else if (effect.type().startsWith("takeover-")) {
            classes.add(Rsit.IDS_ALERT);
        }
    }

    private void loss(IodefNode loss) {
        ObjectNode detail = Json.object().put("variety", "uncategorized");
        String currency = loss.attribute("currency");
        if (CURRENCY.matcher(currency).matches() && AMOUNT.matcher(loss.text()).matches()) {
            double amount = Double.parseDouble(loss.text());
            detail.put("currency", currency).put("min_amount", amount).put("max_amount", amount);
        }
        losses.add(detail);
    }

    Set<Rsit> classes() {
        return classes;
    }

    /// Whether something was tried and all of it in vain.
    boolean failed() {
        return !effects.isEmpty() && effects.stream().allMatch(Effect::failed);
    }

    Impact impact() {
        return new Impact(null, activity(), null, null, information(), null, null);
    }

    private @Nullable ObservedActivity activity() {
        if (failed()) {
            return ObservedActivity.ENGAGE;
        }
        if (effects.stream().noneMatch(effect -> effect.succeeded() && effect.happened())) {
            return null;
        }
        boolean inside = effects.stream()
                .filter(effect -> effect.succeeded() && effect.happened())
                .allMatch(effect ->
                        effect.type().startsWith("takeover-") || effect.type().startsWith("monitoring-"));
        return inside ? ObservedActivity.PRESENCE : ObservedActivity.EFFECT;
    }

    private @Nullable InformationImpact information() {
        if (any("damaged-data", true)) {
            return InformationImpact.DESTRUCTION_NON_CRITICAL;
        }
        if (any("breach-proprietary", true)) {
            return InformationImpact.PROPRIETARY_INFORMATION;
        }
        if (any("breach-privacy", true)) {
            return InformationImpact.PRIVACY_DATA;
        }
        return any("breach-", false) ? InformationImpact.SUSPECTED : null;
    }

    private boolean any(String type, boolean happened) {
        return effects.stream()
                .anyMatch(
                        effect -> effect.type().startsWith(type) && (happened ? effect.happened() : !effect.failed()));
    }

    PersonalData personalData() {
        Involved involved = any("breach-privacy", true)
                ? Involved.YES
                : any("breach-privacy", false) ? Involved.SUSPECTED : Involved.UNKNOWN;
        return new PersonalData(involved, List.of(), null, null, null, null, null, null);
    }

    /// The impacts as STIX has them, beyond what the facts say.
    void effects(IncidentDetail detail) {
        int number = 0;
        for (Effect effect : effects) {
            number++;
            String what = "assessment " + number;
            Integer lost = IodefTypes.availability(effect.severity());
            if (effect.type().startsWith("availability-") && lost != null && !effect.failed()) {
                detail.effect(what, "availability", Json.object().put("availability_impact", lost));
            } else if (effect.type().startsWith("breach-")) {
                String loss = effect.failed() ? "none" : effect.potential() ? "suspected-loss" : "confirmed-loss";
                detail.effect(
                        what,
                        "confidentiality",
                        Json.object()
                                .put("loss_type", loss)
                                .put("information_type", IodefTypes.information(effect.type())));
            } else if (effect.type().startsWith("integrity-") && !effect.failed()) {
                String alteration = effect.potential() ? "potential-modification" : "partial-modification";
                detail.effect(
                        what,
                        "integrity",
                        Json.object().put("alteration", alteration).put("information_type", "system"));
            } else if (effect.type().startsWith("damaged-") && !effect.failed()) {
                String alteration = effect.potential() ? "potential-destruction" : "partial-destruction";
                detail.effect(
                        what,
                        "integrity",
                        Json.object().put("alteration", alteration).put("information_type", "system"));
            }
        }
        for (int i = 0; i < losses.size(); i++) {
            detail.effect("loss " + i, "monetary", losses.get(i));
        }
    }
}
