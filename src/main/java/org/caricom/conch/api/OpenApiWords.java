package org.caricom.conch.api;

import java.util.List;
import java.util.Map;

/// What the routes do, in one sentence each, for the API's description.
final class OpenApiWords {
    /// Words for one operation.
    ///
    /// @param summary  one sentence
    /// @param query    the query parameters
    /// @param body     the media types it takes; empty when it takes none
    /// @param statuses what it answers when all is well
    record Words(String summary, List<String> query, List<String> body, List<String> statuses) {
        private Words query(String... names) {
            return new Words(summary, List.of(names), body, statuses);
        }

        private Words body(String... types) {
            return new Words(summary, query, List.of(types), statuses);
        }

        private Words answers(String... codes) {
            return new Words(summary, query, body, List.of(codes));
        }
    }

    private static final String JSON = "application/json";
    private static final Map<String, Words> TABLE = Map.ofEntries(
            Map.entry(
                    "POST /api/v1/reports",
                    words("Files one signed report and gives the receipt; the signature is the credential")
                            .body(
                                    "application/jose",
                                    "application/jose+json",
                                    "application/cms",
                                    "application/pkcs7-mime",
                                    "application/pgp",
                                    "multipart/signed")
                            .answers("201", "200")),
            Map.entry(
                    "GET /api/v1/reports",
                    words("Reports the caller may see, newest first").query("member", "state", "limit", "cursor")),
            Map.entry("GET /api/v1/reports/:id", words("One report: when it came, what it says, its flaws")),
            Map.entry("GET /api/v1/reports/:id/raw", words("The exact bytes filed, with the Content-Type filed")),
            Map.entry("GET /api/v1/reports/:id/bundle", words("The report as a STIX 2.1 bundle")),
            Map.entry(
                    "GET /api/v1/reports/:id/evidence",
                    words("What shows who filed it, where the bytes filed do not by themselves")),
            Map.entry("GET /api/v1/reports/:id/receipt", words("The receipt, as it was first given")),
            Map.entry(
                    "GET /api/v1/keys",
                    words("The keys with which members file, newest first: validity, state, and the public keys")
                            .query("member", "limit", "cursor")),
            Map.entry(
                    "POST /api/v1/keys",
                    words("Enrols the key that signed a challenge; a member's first one then waits for approval")
                            .body(JSON)
                            .answers("201")),
            Map.entry(
                    "POST /api/v1/keys/challenges",
                    words("Gives the line that a key must sign before it is enrolled, or takes over from another")
                            .body(JSON)
                            .answers("201")),
            Map.entry("GET /api/v1/keys/:kid", words("One key")),
            Map.entry(
                    "GET /api/v1/keys/:kid/reports",
                    words("What a key signed, newest first: ids, times, states, and how far each is to be believed")
                            .query("limit", "cursor")),
            Map.entry(
                    "POST /api/v1/keys/:kid/approval",
                    words("Lets a waiting key be used: by another person than the one who handed it in")),
            Map.entry(
                    "POST /api/v1/keys/:kid/suspension",
                    words("Stops a key, stolen or not, and lists what it signed")
                            .body(JSON)),
            Map.entry("DELETE /api/v1/keys/:kid/suspension", words("Ends a suspension")),
            Map.entry(
                    "POST /api/v1/keys/:kid/revocation",
                    words("Ends a key for good, from a time before or after now")
                            .body(JSON)),
            Map.entry(
                    "GET /api/v1/cases",
                    words("The queue")
                            .query("q", "state", "member", "priority", "class", "assignee", "due", "limit", "cursor")),
            Map.entry("GET /api/v1/cases/:id", words("One case; its ETag is needed to change it")),
            Map.entry(
                    "PATCH /api/v1/cases/:id",
                    words("Changes state, assignee and the like; needs If-Match")
                            .body("application/merge-patch+json", JSON)),
            Map.entry(
                    "POST /api/v1/cases/:id/comments",
                    words("Adds a comment").body(JSON).answers("201")),
            Map.entry("GET /api/v1/cases/:id/timeline", words("What happened in a case, and when")),
            Map.entry("GET /api/v1/cases/:id/correlations", words("Other cases that share observables")),
            Map.entry("GET /api/v1/cases/:id/bundle", words("The case as a STIX 2.1 bundle")),
            Map.entry(
                    "POST /api/v1/sightings",
                    words("Says that values were seen here too, or are harmless: one, or up to 1,000 in `sightings`")
                            .body(JSON)
                            .answers("201", "200")),
            Map.entry(
                    "GET /api/v1/indicators/:id",
                    words("One shared indicator; for coordinators also the votes against it and what holds it back")),
            Map.entry(
                    "PUT /api/v1/indicators/:id/vote",
                    words("A member says that an indicator finds what is harmless; the reason is for coordinators")
                            .body(JSON)),
            Map.entry("DELETE /api/v1/indicators/:id/vote", words("Takes the member's vote back")),
            Map.entry(
                    "POST /api/v1/indicators/:id/decision",
                    words("Keeps or withdraws an indicator that is held back from blocking feeds")
                            .body(JSON)),
            Map.entry(
                    "GET /api/v1/held-indicators",
                    words("What is held back from blocking feeds until a coordinator decides")),
            Map.entry("GET /api/v1/warning-lists", words("The warning lists in force beyond those that Conch ships")),
            Map.entry(
                    "GET /api/v1/cases/:id/warning-overrides",
                    words("What coordinators have said of values of a case that warning lists know")),
            Map.entry(
                    "POST /api/v1/cases/:id/warning-overrides",
                    words("Says, on record, that a value may be released though a warning list knows it")
                            .body(JSON)
                            .answers("201")),
            Map.entry("GET /api/v1/cases/:id/releases", words("What was released of a case")),
            Map.entry(
                    "POST /api/v1/cases/:id/releases",
                    words("Previews a release, or decides it by naming the preview's digest")
                            .body(JSON)
                            .answers("200", "201")),
            Map.entry(
                    "GET /api/v1/indicators",
                    words("Released indicators by value or type").query("value", "type", "limit", "cursor")),
            Map.entry(
                    "POST /api/v1/indicators/lookup",
                    words("Looks up to 1,000 values up at once").body(JSON)),
            Map.entry("GET /api/v1/plan", words("The action plans, with what live data says about each action")),
            Map.entry("GET /api/v1/plan/:id", words("One action plan")),
            Map.entry(
                    "PATCH /api/v1/plan/actions/:id",
                    words("Says how far an action has come").body("application/merge-patch+json", JSON)),
            Map.entry(
                    "POST /api/v1/plan/actions/:id/evidence",
                    words("Adds evidence to an action").body(JSON).answers("201")),
            Map.entry("GET /api/v1/audit/checkpoint", words("The audit log's size and root, signed")),
            Map.entry(
                    "GET /api/v1/audit/entries",
                    words("Entries of the audit log").query("from", "to")),
            Map.entry(
                    "GET /api/v1/audit/proof",
                    words("Proof that an entry is in the audit log").query("report", "index")),
            Map.entry(
                    "GET /api/v1/audit/consistency",
                    words("Proof that the audit log grew out of an earlier one").query("from", "to")),
            Map.entry("GET /api/v1/audit/export", words("The whole audit log, as conch verify reads it")),
            Map.entry(OpenApiWords.self(), words("This description")));

    private OpenApiWords() {}

    static Words of(String method, String path) {
        return TABLE.getOrDefault(method + " " + path, words(method + " " + path));
    }

    static boolean has(String method, String path) {
        return TABLE.containsKey(method + " " + path);
    }

    private static String self() {
        return "GET " + OpenApi.PATH;
    }

    private static Words words(String summary) {
        return new Words(summary, List.of(), List.of(), List.of("200"));
    }
}
