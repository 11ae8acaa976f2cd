package org.caricom.conch.web;

import org.jspecify.annotations.Nullable;

/// What went wrong and what to do next.
///
/// @param status the HTTP status
/// @param title  what happened
/// @param detail what to do; null when the title says it all
/// @param href   the next step's address
/// @param next   the next step in words
public record ProblemPage(
        int status, String title, @Nullable String detail, String href, String next) {}
