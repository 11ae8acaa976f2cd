package org.caricom.conch.web;

import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.Routes;

/// Serves the [Assets].
final class StaticFiles {
    private final Assets assets;

    StaticFiles(Assets assets) {
        this.assets = assets;
    }

    void mount(Routes routes) {
        routes.get(Assets.FOLDER + ":file", Allow.anyone(), this::file);
    }

    private Answer file(Exchange exchange) throws Problem {
        Assets.Asset asset = assets.find(exchange.path("file"));
        if (asset == null) {
            throw Problem.notFound();
        }
        return Answer.bytes(asset.type(), asset.bytes())
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .etag(asset.hash());
    }
}
