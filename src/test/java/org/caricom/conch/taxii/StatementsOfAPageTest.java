package org.caricom.conch.taxii;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.caricom.conch.access.Caller;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.db.CountingProxy;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseSettings;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.Cursors;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.MadeCollections;
import org.caricom.conch.sharing.Publications;
import org.caricom.conch.sharing.PullLog;
import org.caricom.conch.sharing.SharingFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a page costs, counted where it goes over the wire to PostgreSQL. Who asks is known beforehand here.
class StatementsOfAPageTest {
    private static final String TYPE = "application/taxii+json;version=2.1";
    private static final UUID MADE = UUID.fromString("7d5b2f60-9d1c-4b0e-8a34-1f6f8ad1c0e1");
    private static final Caller READER = SharingFixture.JM;

    private static SharingFixture hub;
    private static CountingProxy proxy;
    private static Database counted;
    private static HttpService service;
    private static final AtomicInteger FILLED = new AtomicInteger();

    @BeforeAll
    static void open() throws Exception {
        hub = new SharingFixture(StatementsOfAPageTest.class);
        hub.released("TT", "203.0.113.7", Tlp.GREEN);
        hub.made.add(MADE, "Storm watch", List.of("JM"), List.of("TT"), "operator");
        proxy = CountingProxy.to(hub.database.url());
        counted = Database.open(TestDatabase.vertx(), new DatabaseSettings(proxy.url(), 2));
        AuditLog audit = new AuditLog(counted, hub.keys, "hub.example");
        PullLog pulls = new PullLog(counted, audit, hub.clock);
        Routes routes = new Routes(
                TestDatabase.vertx(),
                new HttpManners(
                        "http://hub.example", new Cursors(new byte[32]), hub.clock, 1_000_000, (_, _, _, _) -> {}),
                new Authentication(_ -> READER, _ -> null, "http://hub.example"));
        var made = new MadeTaxiiCollections(new MadeCollections(counted, audit, hub.clock), pulls);
        new TaxiiDoor(new Publications(counted), pulls, List.of(made), 1_000_000).mount(routes);
        service = HttpService.start(
                TestDatabase.vertx(),
                routes,
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                1);
    }

    @AfterAll
    static void close() {
        service.stop(Duration.ofSeconds(1));
        counted.close();
        proxy.close();
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"2000, objects/", "2000, manifest/", "20000, objects/", "20000, manifest/"})
    void aPageOfAThousandCostsTwoStatementsWhateverTheSize(int size, String list) throws Exception {
        fill(size);
        for (String collection : List.of("green", "amber", MADE.toString())) {
            String next = "";
            for (int page = 0; page < 2; page++) {
                int before = proxy.statements();
                JsonNode answer = get(collection + "/" + list + "?limit=1000" + next);
                assertThat(answer.path("objects")).hasSize(1000);
                assertThat(proxy.statements() - before)
                        .as("statements of page %s of %s of %s", page + 1, collection, list)
                        .isBetween(1, 2);
                next = "&next=" + answer.path("next").asText();
            }
        }
    }

    private static JsonNode get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + service.port() + "/taxii2/caricom/collections/" + path))
                            .header("Accept", TYPE)
                            .header("Authorization", "Bearer x")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Json.own(answer.body());
        }
    }

    /// More of what was released, each under a name and a time of its own, until there are so many.
    private static void fill(int size) {
        int filled = FILLED.getAndSet(size);
        hub.database.database().doInTransaction(tx -> {
            tx.update("""
                    with clock as (
                        update publication_clock set last_at = last_at + $2::int * interval '1 microsecond'
                        returning last_at - $2::int * interval '1 microsecond' as first_at
                    )
                    insert into publications (added_at, object_id, type, version, version_text, tlp_rank, revoked, json)
                    select first_at + (n - $1::int) * interval '1 microsecond', 'indicator--' || gen_random_uuid(),
                           type, version, version_text, tlp_rank, false, json
                      from clock, generate_series($1::int + 1, $1::int + $2::int) n,
                           (select type, version, version_text, tlp_rank, json
                              from publications where type = 'indicator' order by added_at limit 1) as one
                    """, filled, size - filled);
            tx.update("""
                    with clock as (
                        update publication_clock set last_at = last_at + $3::int * interval '1 microsecond'
                        returning last_at - $3::int * interval '1 microsecond' as first_at
                    )
                    insert into made_collection_objects
                           (added_at, collection_id, object_id, type, version_text, version, tlp_rank, superseded, json,
                            posted_by)
                    select first_at + (n - $2::int) * interval '1 microsecond', $1,
                           'indicator--' || gen_random_uuid(), 'indicator', $4, $4::text::timestamptz, 1, false, '{}', 'TT'
                      from clock, generate_series($2::int + 1, $2::int + $3::int) n
                    """, MADE, filled, size - filled, Instant.EPOCH.toString());
        });
    }
}
