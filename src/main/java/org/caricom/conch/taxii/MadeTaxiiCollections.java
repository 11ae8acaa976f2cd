package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.http.Problem;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.MadeCollection;
import org.caricom.conch.sharing.MadeCollections;
import org.caricom.conch.sharing.PostOutcome;
import org.caricom.conch.sharing.PublicationQuery;
import org.caricom.conch.sharing.PublicationQuery.Versions;
import org.caricom.conch.sharing.PullLog;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixReading;
import org.caricom.conch.stix.StixRules;
import org.jspecify.annotations.Nullable;

/// The collections made by hand, in TAXII's terms.
public final class MadeTaxiiCollections implements FurtherCollections {
    private final MadeCollections collections;
    private final PullLog pulls;

    public MadeTaxiiCollections(MadeCollections collections, PullLog pulls) {
        this.collections = collections;
        this.pulls = pulls;
    }

    @Override
    public List<FurtherCollection> of(Caller caller) {
        return collections.visibleTo(caller).stream()
                .<FurtherCollection>map(made -> new Made(caller, made))
                .toList();
    }

    @Override
    public @Nullable FurtherCollection find(Caller caller, String name) {
        UUID id = uuid(name);
        MadeCollection made = id == null ? null : collections.find(caller, id);
        return made == null ? null : new Made(caller, made);
    }

    @Override
    public @Nullable ObjectNode status(Caller caller, String id) {
        UUID uuid = uuid(id);
        String status = uuid == null ? null : collections.status(caller, uuid);
        return status == null ? null : (ObjectNode) Json.own(status);
    }

    private static @Nullable UUID uuid(String text) {
        return text.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
                ? UUID.fromString(text)
                : null;
    }

    private final class Made implements FurtherCollection {
        private final Caller caller;
        private final MadeCollection made;

        private Made(Caller caller, MadeCollection made) {
            this.caller = caller;
            this.made = made;
        }

        @Override
        public UUID id() {
            return made.id();
        }

        @Override
        public @Nullable String alias() {
            return null;
        }

        @Override
        public String title() {
            return made.title();
        }

        @Override
        public @Nullable String description() {
            return made.description();
        }

        @Override
        public boolean canRead() {
            return made.mayRead(caller);
        }

        @Override
        public boolean canWrite() {
            return made.mayWrite(caller);
        }

        @Override
        public List<TaxiiItem> items(PublicationQuery query) {
            return collections.page(caller, made, query).stream()
                    .map(object -> new TaxiiItem(
                            object.id(),
                            object.version() == null ? TaxiiJson.time(object.addedAt()) : object.version(),
                            object.json(),
                            object.addedAt()))
                    .toList();
        }

        @Override
        public void pulled(int count, @Nullable Instant first, @Nullable Instant last) {
            pulls.note(caller, made.id().toString(), count, first, last);
        }

        @Override
        public ObjectNode post(byte[] body) throws Problem {
            List<StixObject> objects = new ArrayList<>();
            List<PostOutcome> unread = new ArrayList<>();
            for (JsonNode json : TaxiiEnvelope.objects(body)) {
                switch (StixObject.read(json)) {
                    case StixReading.Whole(StixObject object) -> {
                        List<Flaw> flaws = StixRules.check(object);
                        if (flaws.isEmpty()) {
                            objects.add(object);
                        } else {
                            unread.add(refused(json, flaws));
                        }
                    }
                    case StixReading.Flawed flawed -> unread.add(refused(json, flawed.flaws()));
                }
            }
            return (ObjectNode) Json.own(
                    collections.post(caller, made, objects, unread, report -> Json.text(TaxiiStatus.of(report))));
        }

        @Override
        public boolean delete(String object, Versions versions) {
            return collections.delete(caller, made, object, versions) > 0;
        }

        private static PostOutcome refused(JsonNode json, List<Flaw> flaws) {
            List<String> sentences = flaws.stream()
                    .limit(20)
                    .map(flaw -> (flaw.pointer() + " " + flaw.detail()).strip())
                    .toList();
            String version = json.path("modified").asText(json.path("created").asText(""));
            return new PostOutcome(
                    json.path("id").asText(""), version.isEmpty() ? null : version, String.join("; ", sentences));
        }
    }
}
