package org.caricom.conch.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// A message on its way to its handler.
///
/// @param id        rises with every message put
/// @param topic     whose handler is meant
/// @param key       what the order is kept for
/// @param payload   what was put
/// @param createdAt when the transaction that put it began, by the database's clock
/// @param attempts  how often it has failed so far
public record OutboxMessage(long id, String topic, String key, JsonNode payload, Instant createdAt, int attempts) {}
