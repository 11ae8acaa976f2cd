package org.caricom.conch.signature;

/// What comes of opening a message: an envelope whose signatures can be checked, or why there is none.
public sealed interface Opened permits Envelope, Unreadable, UnsupportedType {}
