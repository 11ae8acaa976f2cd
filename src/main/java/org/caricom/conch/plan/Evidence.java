package org.caricom.conch.plan;

/// An action that a case is evidence for.
///
/// @param plan   the plan's id
/// @param action the action's id
/// @param title  of the action
/// @param why    why the case counts
public record Evidence(String plan, String action, String title, String why) {}
