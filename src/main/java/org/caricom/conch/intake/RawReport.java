package org.caricom.conch.intake;

/// A report exactly as it was filed.
///
/// @param contentType the media type as filed
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
public record RawReport(String contentType, byte[] message) {}
