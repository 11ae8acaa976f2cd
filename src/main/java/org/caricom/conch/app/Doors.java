package org.caricom.conch.app;

import java.util.List;
import org.caricom.conch.api.AuditApi;
import org.caricom.conch.api.CasesApi;
import org.caricom.conch.api.IndicatorsApi;
import org.caricom.conch.api.KeysApi;
import org.caricom.conch.api.OpenApi;
import org.caricom.conch.api.PlanApi;
import org.caricom.conch.api.ReleasesApi;
import org.caricom.conch.api.ReportsApi;
import org.caricom.conch.api.SightingsApi;
import org.caricom.conch.api.VotesApi;
import org.caricom.conch.api.WarningListsApi;
import org.caricom.conch.feeds.FeedsDoor;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.Routes;
import org.caricom.conch.taxii.MadeTaxiiCollections;
import org.caricom.conch.taxii.TaxiiDoor;
import org.caricom.conch.taxii.inbox.MemberInboxes;
import org.caricom.conch.web.Pages;

/// Mounts every door on the one table of routes. One line a resource.
final class Doors {
    private Doors() {}

    static void mount(Routes routes, Features features, Config config, boolean fictional) {
        // api
        new ReportsApi(
                        features.intake(),
                        features.reports(),
                        features.keys(),
                        features.cases(),
                        config.envelopes().bytes())
                .mount(routes);
        new KeysApi(features.keys(), features.keyEnrolment(), features.reports()).mount(routes);
        new CasesApi(features.cases(), features.plans()).mount(routes);
        new PlanApi(features.plans()).mount(routes);
        new AuditApi(features.auditLog(), features.hubKeys(), features.hubDecryption(), features.reports())
                .mount(routes);
        new ReleasesApi(features.releases(), features.warningOverrides()).mount(routes);
        new WarningListsApi(features.warningLists(), features.warningOverrides()).mount(routes);
        new IndicatorsApi(features.indicators(), features.sightings()).mount(routes);
        new VotesApi(features.votes(), features.sightings()).mount(routes);
        new SightingsApi(features.sightings()).mount(routes);

        // taxii, feeds
        new TaxiiDoor(
                        features.publications(),
                        features.pullLog(),
                        List.of(
                                new MemberInboxes(features.intake(), features.inbox()),
                                new MadeTaxiiCollections(features.madeCollections(), features.pullLog())),
                        HttpManners.USUAL_BODY_LIMIT)
                .mount(routes);
        new FeedsDoor(features.publications(), features.pullLog(), features.hubKeys()).mount(routes);

        // web
        new Pages(new Pages.Rooms(
                        features.members(),
                        features.logins(),
                        features.sessions(),
                        features.keys(),
                        features.keyEnrolment(),
                        features.reports(),
                        features.cases(),
                        features.plans(),
                        features.releases(),
                        features.warningOverrides(),
                        features.indicators(),
                        features.votes(),
                        features.sightings(),
                        features.clock(),
                        fictional))
                .mount(routes);

        // Last, since it describes all others.
        new OpenApi(config.publicUrl()).mount(routes);
    }
}
