package org.caricom.conch.http;

import java.util.Locale;

/// The kinds of refusal that callers may rely on. A slug, once published, keeps its meaning.
public enum ProblemType {
    BAD_REQUEST(
            400,
            "The request cannot be understood",
            "Something in the address, a header or the body is not written as it must be. The detail names it."),
    UNREADABLE_ENVELOPE(
            400,
            "The signed envelope cannot be read",
            "The body is not a well-formed signed message of the declared media type, so nothing in it was believed."),
    AUTHENTICATION_REQUIRED(
            401,
            "Sign in or send a token",
            "Send an API token as `Authorization: Bearer TOKEN`, or with HTTP Basic as the password."),
    UNVERIFIED_SIGNATURE(
            401,
            "No enrolled key made this signature",
            "The message is unsigned, or it is signed by a key that is not enrolled, with an algorithm that is not"
                    + " allowed, or the signature does not fit the content. The answer is the same for all of these."),
    NOT_ALLOWED(403, "Not allowed", "You are known, but your role does not have this right."),
    SIGNATURE_NOT_ACCEPTED(
            403,
            "The signature is good but not acceptable",
            "The key is expired, revoked or another member's, or a time or audience in the message is outside its"
                    + " limits. The detail says which."),
    CROSS_SITE(
            403,
            "The form did not come from this site",
            "A change was asked for by a page of another site, or by a page that is too old. Reload the page and try"
                    + " again."),
    NOT_FOUND(404, "Not found", "There is no such thing, or you may not see it."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "The address exists, but not for this method; see `Allow`."),
    NOT_ACCEPTABLE(
            406, "No acceptable form", "What you asked for cannot be given in any media type that `Accept` names."),
    CONFLICT(409, "Conflict", "What you ask contradicts what is there already."),
    CHANGED_MEANWHILE(
            412, "It has changed meanwhile", "Somebody else changed it after you read it. Read again, then decide."),
    TOO_LARGE(413, "Too large", "The body is larger than this address accepts."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "Unsupported media type", "The body's media type or content coding is not accepted here."),
    UNUSABLE(422, "Understood, but not usable", "The content is well formed, but breaks rules; `errors` lists them."),
    QUARANTINED(
            422,
            "The report is signed but cannot be used",
            "The report is kept byte for byte in quarantine. `flaws` says what is wrong and where; file it again, mended."),
    IF_MATCH_REQUIRED(
            428,
            "Say which version you change",
            "Send `If-Match` with the `ETag` that you read, so that no change is lost."),
    TOO_MANY_REQUESTS(429, "Too many requests", "Wait as long as `Retry-After` says, then go on."),
    INTERNAL_ERROR(
            500,
            "Something broke here",
            "The fault is ours. Tell the operator the `requestId`; the log has the details."),
    UNAVAILABLE(503, "Not ready", "The service cannot do this now. Try again after `Retry-After`.");

    private final int status;
    private final String title;
    private final String explanation;

    ProblemType(int status, String title, String explanation) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    /// The last part of the `type` URI: lower case with hyphens.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// What the page behind the `type` URI says.
    public String explanation() {
        return explanation;
    }
}
