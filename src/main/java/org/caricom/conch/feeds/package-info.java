/// The door of flat feeds: translate, call one feature, translate back.
///
/// How a feed is written is told by `render`.
@NullMarked
package org.caricom.conch.feeds;

import org.jspecify.annotations.NullMarked;
