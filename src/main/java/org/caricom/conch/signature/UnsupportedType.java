package org.caricom.conch.signature;

/// The media type is none that Conch opens.
public record UnsupportedType() implements Opened {}
