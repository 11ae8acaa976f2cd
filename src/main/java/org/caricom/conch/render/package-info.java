/// Writes cleared indicators as CSV, MISP, Suricata, RPZ, Zeek, Sigma, CSAF.
///
/// It sees only what `scrub` has cleared.
@NullMarked
package org.caricom.conch.render;

import org.jspecify.annotations.NullMarked;
