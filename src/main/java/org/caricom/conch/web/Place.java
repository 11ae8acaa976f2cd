package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.Role;

/// The places of the main menu.
public enum Place {
    QUEUE("/", "queue", "q"),
    REPORTS("/reports", "file", "r"),
    INDICATORS("/indicators", "target", "i"),
    PLAN("/plan", "plan", "p"),
    FEEDS("/feeds", "share", "f"),
    KEYS("/keys", "key", "k"),
    /// Pages that the menu does not name.
    ELSEWHERE("", "", "");

    private final String path;
    private final String icon;
    private final String key;

    Place(String path, String icon, String key) {
        this.path = path;
        this.icon = icon;
        this.key = key;
    }

    public String path() {
        return path;
    }

    /// Its drawing in the sprite.
    public String icon() {
        return icon;
    }

    /// The second of the two keys that go there; the first is `g`.
    public String key() {
        return key;
    }

    /// The sentence that names it.
    public String label() {
        return switch (this) {
            case QUEUE -> "place.queue";
            case REPORTS -> "place.reports";
            case INDICATORS -> "place.indicators";
            case PLAN -> "place.plan";
            case FEEDS -> "place.feeds";
            case KEYS -> "place.keys";
            case ELSEWHERE -> "place.you";
        };
    }

    /// Where `role` may go, in the order of the menu; the first is where it begins. Pages ask the features again.
    public static List<Place> openTo(Role role) {
        return switch (role) {
            case ANALYST, COORDINATOR, AUDITOR -> List.of(QUEUE, REPORTS, INDICATORS, PLAN, FEEDS, KEYS);
            case PARTNER -> List.of(INDICATORS, FEEDS);
            case ADMIN -> List.of(KEYS);
        };
    }
}
