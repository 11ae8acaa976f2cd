package org.caricom.conch.cases;

/// How many cases the views of the desk hold.
///
/// @param open       not closed
/// @param fresh      new, to triage
/// @param mine       open, the caller's
/// @param nobodys    open, nobody's
/// @param late       open, a clock is late
/// @param soon       open, due within four hours
/// @param waiting    waiting on members
/// @param closed     closed
public record QueueCounts(int open, int fresh, int mine, int nobodys, int late, int soon, int waiting, int closed) {}
