/// Every connection that Conch opens: partner feeds, webhooks, OCSP and CRL, identity provider.
///
/// What comes in is handed to a feature; what is made of it is decided there.
@NullMarked
package org.caricom.conch.upstream;

import org.jspecify.annotations.NullMarked;
