package org.caricom.conch.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.caricom.conch.jobs.Batcher;
import org.caricom.conch.jobs.HeavyWork;
import org.junit.jupiter.api.Test;

/// Everything that waits does so without holding up its event loop, where doors run.
class VirtualThreadTest {
    @Test
    void databaseHeavyWorkAndBatchesWorkOnAVerticlesVirtualThread() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (TestDatabase test = TestDatabase.create(VirtualThreadTest.class);
                HeavyWork heavyWork = new HeavyWork(1)) {
            Database database = test.database();
            Batcher<String, String> batcher = new Batcher<>(
                    10,
                    words -> database.inTransaction(tx -> words.stream()
                            .map(word -> Rows.only(
                                    tx.query("select $1::text || '!' as word", word), row -> Rows.text(row, "word")))
                            .toList()));
            var verticle = new AbstractVerticle() {
                @Override
                public void start() {
                    // Deployed on a virtual thread; what waits here would be refused on an event loop.
                    answer.complete(batcher.submit(heavyWork.run(() -> "hello")));
                }
            };
            var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
            String id = TestDatabase.vertx().deployVerticle(verticle, options).await(20, TimeUnit.SECONDS);
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("hello!");
            TestDatabase.vertx().undeploy(id).await(10, TimeUnit.SECONDS);
        }
    }
}
