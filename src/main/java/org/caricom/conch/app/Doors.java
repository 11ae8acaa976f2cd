package org.caricom.conch.app;

import org.caricom.conch.api.OpenApi;
import org.caricom.conch.http.Routes;

/// Mounts every door on the one table of routes. One line a resource.
final class Doors {
    private Doors() {}

    static void mount(Routes routes, Features features, Config config) {
        // api

        // taxii, feeds

        // web

        // Last, since it describes all others.
        new OpenApi(config.publicUrl()).mount(routes);
    }
}
