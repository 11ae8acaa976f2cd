package org.caricom.conch.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every page is given besides its own content: who reads it, in which language and zone, and what stands around
/// it.
///
/// @param messages what pages say, in the reader's language
/// @param times    how they write times
/// @param assets   style, script and icons
/// @param choices  what the reader chose about the pages
/// @param person   who is signed in; null before that
/// @param place    where in the menu the page is
/// @param path     the page's own address with its query, to come back to
/// @param csrf     the session's token, in every form; empty before signing in
/// @param toast    what was just done, to be told once; null when nothing was
/// @param example  whether the hub holds fictional data
public record Frame(
        Messages messages,
        Times times,
        Assets assets,
        Choices choices,
        @Nullable Person person,
        Place place,
        String path,
        String csrf,
        @Nullable String toast,
        boolean example) {

    /// The sentence of `key`; see [Messages#text].
    public String text(String key, @Nullable Object... values) {
        return messages.text(key, values);
    }

    /// The address of an icon.
    public String icon(String name) {
        return assets.icon(name);
    }

    /// A title for the browser's tab and history.
    public String windowTitle(String title) {
        return text("frame.window-title", title);
    }

    /// Where the menu leads for this person.
    public List<Place> places() {
        return person == null ? List.of() : Place.openTo(person.role());
    }

    /// The languages that there are message files for.
    public List<Language> languages() {
        return List.of(Language.values()).stream().filter(Messages::speaks).toList();
    }

    public Language language() {
        return choices.language();
    }

    /// `light` or `dark` when chosen; null leaves it to the device.
    public @Nullable String theme() {
        return choices.look() == Choices.Look.DEVICE ? null : choices.look().word();
    }

    public String near(Instant time) {
        return times.near(time);
    }

    public String full(Instant time) {
        return times.full(time);
    }
}
