package org.caricom.conch.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the log of a service to standard error, as text or JSON. Commands that are no service keep to `logback.xml`,
/// which lets only warnings through.
public final class Logs {
    /// Line breaks in a message would let it pass for two.
    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{0} " + "%replace(%msg %kvp){'[\\r\\n]+',' '}%n%ex";

    private Logs() {}

    /// Replaces whatever was set up before.
    public static void configure(Config.LogFormat format) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(format, context));
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        for (String chatty : new String[] {"io.netty", "io.vertx", "org.postgresql"}) {
            context.getLogger(chatty).setLevel(Level.WARN);
        }
        // Both warn of what we mean to do: rooms number their migrations apart, and pools share a gauge.
        for (String anxious : new String[] {"org.flywaydb", "io.micrometer"}) {
            context.getLogger(anxious).setLevel(Level.ERROR);
        }
    }

    private static Encoder<ILoggingEvent> encoder(Config.LogFormat format, LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                PatternLayoutEncoder encoder = new PatternLayoutEncoder();
                encoder.setContext(context);
                encoder.setPattern(LINE);
                encoder.start();
                yield encoder;
            }
            case JSON -> {
                LogstashEncoder encoder = new LogstashEncoder();
                encoder.setContext(context);
                encoder.setTimeZone("UTC");
                encoder.setVersion(null);
                encoder.setIncludeContext(false);
                encoder.start();
                yield encoder;
            }
        };
    }
}
