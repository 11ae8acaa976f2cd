package org.caricom.conch.app;

import org.caricom.conch.api.AuditApi;
import org.caricom.conch.api.CasesApi;
import org.caricom.conch.api.OpenApi;
import org.caricom.conch.api.PlanApi;
import org.caricom.conch.api.ReportsApi;
import org.caricom.conch.http.Routes;
import org.caricom.conch.signature.EnvelopeLimits;

/// Mounts every door on the one table of routes. One line a resource.
final class Doors {
    private Doors() {}

    static void mount(Routes routes, Features features, Config config) {
        // api
        new ReportsApi(features.intake(), features.reports(), EnvelopeLimits.DEFAULT.bytes()).mount(routes);
        new CasesApi(features.cases(), features.plans()).mount(routes);
        new PlanApi(features.plans()).mount(routes);
        new AuditApi(features.auditLog(), features.hubKeys(), features.reports()).mount(routes);

        // taxii, feeds

        // web

        // Last, since it describes all others.
        new OpenApi(config.publicUrl()).mount(routes);
    }
}
