package org.caricom.conch.upstream;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Revocations;
import org.caricom.conch.access.Revocations.Kept;
import org.caricom.conch.access.SignerTrust;
import org.caricom.conch.jobs.Rounds;
import org.caricom.conch.signature.RevocationData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches revocation lists and asks OCSP responders, at the configured addresses and nowhere else: what a
/// certificate says of where to ask is never followed.
public final class RevocationFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationFetcher.class);
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private final SignerTrust settings;
    private final Revocations revocations;
    private final Keys keys;
    private final Fetch fetch = new Fetch();
    private @Nullable Rounds rounds;

    public RevocationFetcher(SignerTrust settings, Revocations revocations, Keys keys) {
        this.settings = settings;
        this.revocations = revocations;
        this.keys = keys;
    }

    /// Begins to fetch, if there is anything to fetch.
    public void start() {
        if (!settings.lists().isEmpty() || !settings.responders().isEmpty()) {
            rounds = Rounds.start("revocations", INTERVAL, this::fetch);
        }
    }

    /// One round: every list and every question. What fails is told in the log and tried again in the next
    /// round.
    public void fetch() {
        try {
            for (URI list : settings.lists()) {
                list(list);
            }
            if (!settings.responders().isEmpty()) {
                for (Revocations.Question question : revocations.questions(keys)) {
                    for (URI responder : settings.responders()) {
                        ask(responder, question);
                    }
                }
            }
            int ended = revocations.end(keys);
            if (ended > 0) {
                LOG.warn("{} enrolled certificates have been revoked by their issuers", ended);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        fetch.close();
        if (rounds != null) {
            rounds.close();
        }
    }

    private void list(URI url) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = fetch.get(url, Map.of(), RevocationData.CRL_BYTES_AT_MOST);
            PullFailed.unlessOk(answer.statusCode());
            tell(url, revocations.keepList(answer.body(), "hub"));
        } catch (PullFailed e) {
            LOG.warn("revocation list {} could not be fetched: {}", url, e.why().word());
        }
    }

    private void ask(URI responder, Revocations.Question question) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = fetch.post(
                    responder,
                    Map.of("Content-Type", "application/ocsp-request", "Accept", "application/ocsp-response"),
                    question.request(),
                    RevocationData.OCSP_BYTES_AT_MOST);
            PullFailed.unlessOk(answer.statusCode());
            tell(responder, revocations.keepAnswer(responder, question.kid(), answer.body()));
        } catch (PullFailed e) {
            LOG.warn("OCSP responder {} did not answer: {}", responder, e.why().word());
        }
    }

    private static void tell(URI source, Kept kept) {
        switch (kept) {
            case KEPT -> LOG.debug("{}: kept", source);
            case OLDER -> LOG.debug("{}: nothing new", source);
            case UNREADABLE -> LOG.warn("{} gave nothing that can be read", source);
            case UNKNOWN_ISSUER -> LOG.warn("{} gave a list that no configured issuer signed", source);
        }
    }
}
