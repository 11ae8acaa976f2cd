package org.caricom.conch.web;

import org.jspecify.annotations.Nullable;

/// The way in.
///
/// @param name      the name typed before, kept
/// @param trouble   why it did not work: sentence; null at first
/// @param advice    what to do then; null at first
/// @param nameError what is wrong with the name; null when nothing is
/// @param passwordError what is wrong with the password; null when nothing is
/// @param then      where to go afterwards
public record SignInPage(
        String name,
        @Nullable String trouble,
        @Nullable String advice,
        @Nullable String nameError,
        @Nullable String passwordError,
        String then) {}
