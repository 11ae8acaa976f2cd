package org.caricom.conch.http;

import org.caricom.conch.access.Caller;

/// A signed-in person's session, as doors see it.
///
/// @param id        names the session inside the hub, to end it; not the cookie's value
/// @param csrfToken stands in every form of this session, field `_csrf` or header `X-CSRF-Token`
public record PageSession(String id, Caller caller, String csrfToken) {}
