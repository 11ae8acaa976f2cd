/// The door of pages: translate, call one feature, translate back.
///
/// No rule lives here, and no string: those are in the message files.
@NullMarked
package org.caricom.conch.web;

import org.jspecify.annotations.NullMarked;
