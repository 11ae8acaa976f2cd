package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// One object that may leave, before it gets its identifier, times and marking.
///
/// @param key        what it is about
/// @param properties what the policy allowed, in its order; `valid_until` waits for the time of publication
/// @param source     for a relationship, where it starts
/// @param target     for a relationship, where it ends
/// @param known      whether the name in it may leave without a person's word: false for a malware name off the list
record DraftObject(
        NaturalKey key,
        ObjectNode properties,
        @Nullable NaturalKey source,
        @Nullable NaturalKey target,
        boolean known) {}
