/// Members' own TAXII inboxes: STIX posted there is a report, one post one filing.
@NullMarked
package org.caricom.conch.taxii.inbox;

import org.jspecify.annotations.NullMarked;
