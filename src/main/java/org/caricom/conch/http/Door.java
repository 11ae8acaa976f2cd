package org.caricom.conch.http;

import java.util.List;

/// One door's manners: which credential it takes and how it words a refusal.
///
/// @param prefix     the path below which an unknown address belongs to this door, as `/taxii2/`
/// @param credential what callers show here; never both, so that no cookie works on the API and no token on a page
/// @param complaint  writes a refusal in the door's own form
public record Door(String prefix, Credential credential, Complaint complaint) {
    /// What callers show.
    public enum Credential {
        /// `Authorization: Bearer`, or Basic with the token as password.
        TOKEN,
        /// The cookie of a signed-in person; changes also need the session's form token.
        SESSION
    }

    /// Turns a refusal into an answer.
    @FunctionalInterface
    public interface Complaint {
        Answer answer(Problem problem, Exchange exchange);
    }

    /// The manners of `/api/v1` and whatever has none of its own: tokens and `application/problem+json`.
    public static final Door API = new Door("/", Credential.TOKEN, ProblemBody::answer);

    /// The door that an address without a route belongs to: the longest prefix; between pages and API what `Accept`
    /// asks for.
    static Door of(List<Door> doors, String path, boolean wantsHtml) {
        Door best = API;
        for (Door door : doors) {
            boolean tie = door.prefix().length() == best.prefix().length();
            if (path.startsWith(door.prefix())
                    && (door.prefix().length() > best.prefix().length()
                            || (tie && wantsHtml && door.credential() == Credential.SESSION))) {
                best = door;
            }
        }
        return best;
    }
}
