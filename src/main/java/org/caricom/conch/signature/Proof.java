package org.caricom.conch.signature;

/// What the signatures of an envelope show: that an enrolled key made them, or not.
public sealed interface Proof permits Proven, Refused {}
