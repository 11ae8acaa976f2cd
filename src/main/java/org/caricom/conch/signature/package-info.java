/// Opens JWS, CMS and OpenPGP envelopes and decides whether an enrolled key made them.
///
/// Which keys are enrolled is told by `access`; what the payload says is read by `format`.
@NullMarked
package org.caricom.conch.signature;

import org.jspecify.annotations.NullMarked;
