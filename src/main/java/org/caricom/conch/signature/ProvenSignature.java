package org.caricom.conch.signature;

/// One signature that an enrolled key made.
record ProvenSignature(EnrolledKey key, Statement statement) {}
