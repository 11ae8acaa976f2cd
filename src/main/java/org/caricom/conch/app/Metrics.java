package org.caricom.conch.app;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.caricom.conch.db.DatabaseException;
import org.caricom.conch.jobs.Outbox;
import org.caricom.conch.upstream.SourceState;

/// Numbers for Prometheus. Labels are routes, methods, statuses; never a member, a name or a value.
final class Metrics implements AutoCloseable {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// Anyone may send any word as a method, and every value of a label is kept for ever.
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong failing = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();
    private final AtomicLong sources = new AtomicLong();
    private final AtomicLong failingSources = new AtomicLong();

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
        registry.gauge("conch.outbox.waiting", waiting);
        registry.gauge("conch.outbox.failing", failing);
        registry.gauge("conch.outbox.oldest.seconds", oldestSeconds);
        registry.gauge("conch.upstream.sources", sources);
        registry.gauge("conch.upstream.failing", failingSources);
    }

    /// Lets Vert.x count here what its pools do; its own HTTP numbers name paths, so they stay out.
    VertxBuilder watch(VertxOptions options) {
        EnumSet<MetricsDomain> others = EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS));
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions().setEnabled(true);
        others.forEach(metrics::addDisabledMetricsCategory);
        return Vertx.builder()
                .with(options.setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(registry));
    }

    void finished(String method, String pattern, int status, long nanoseconds) {
        Timer.builder("conch.http.requests")
                .tag("method", METHODS.contains(method) ? method : "other")
                .tag("route", pattern)
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram(false)
                .serviceLevelObjectives(
                        Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1))
                .register(registry)
                .record(Duration.ofNanos(nanoseconds));
    }

    byte[] scrape(Features features) {
        try {
            Outbox.Backlog backlog = Outbox.backlog(features.database());
            waiting.set(backlog.waiting());
            failing.set(backlog.failing());
            Duration oldest = backlog.oldest();
            oldestSeconds.set(oldest == null ? 0 : oldest.toSeconds());
            List<SourceState> pulled = features.upstreams().states();
            sources.set(pulled.size());
            failingSources.set(
                    pulled.stream().filter(state -> state.failure() != null).count());
        } catch (DatabaseException _) {
            // Without a database the last numbers stand; its own gauges tell the rest.
        }
        return registry.scrape().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
