package org.caricom.conch.upstream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A pull that did not go to its end. What was taken before it stays, and the next one goes on from there.
final class PullFailed extends Exception {
    private static final long serialVersionUID = 1;

    /// Why.
    enum Why {
        /// No connection, or no whole answer within the limits of time and size.
        UNREACHABLE,
        /// 401 or 403.
        NOT_ALLOWED,
        /// 404: the address is wrong.
        NOT_FOUND,
        /// 429 or 503: the source asks to wait.
        BUSY,
        /// Another status, a redirect among them.
        REFUSED,
        /// The answer is not what the source's kind promises.
        UNREADABLE;

        /// As stored and shown: lower case with hyphens.
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Why why;

    PullFailed(Why why, @Nullable Throwable cause) {
        super(why.word(), cause);
        this.why = why;
    }

    Why why() {
        return why;
    }

    /// Refuses every answer but 200.
    static void unlessOk(int status) throws PullFailed {
        switch (status) {
            case 200 -> {}
            case 401, 403 -> throw new PullFailed(Why.NOT_ALLOWED, null);
            case 404, 410 -> throw new PullFailed(Why.NOT_FOUND, null);
            case 429, 503 -> throw new PullFailed(Why.BUSY, null);
            default -> throw new PullFailed(Why.REFUSED, null);
        }
    }
}
