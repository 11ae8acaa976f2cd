package org.caricom.conch.web;

import gg.jte.models.runtime.JteModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.PageSession;
import org.caricom.conch.http.Problem;
import org.caricom.conch.web.pages.StaticTemplates;
import org.caricom.conch.web.pages.Templates;
import org.jspecify.annotations.Nullable;

/// What all pages are made with: frame, rendering, cookies, and the word said once after something was done.
final class PageKit {
    private static final String TOAST = "conch-toast";
    private static final String LANGUAGE = "conch-language";
    private static final String LOOK = "conch-look";
    private static final String KEYS = "conch-keys";
    private static final int LONGEST_TOAST = 300;
    private static final int A_YEAR = 31_536_000;
    private static final int A_MINUTE = 60;

    private final Assets assets = new Assets();
    private final Templates templates = new StaticTemplates();
    private final MemberBook members;
    private final boolean example;

    PageKit(MemberBook members, boolean example) {
        this.members = members;
        this.example = example;
    }

    Assets assets() {
        return assets;
    }

    Templates templates() {
        return templates;
    }

    MemberBook members() {
        return members;
    }

    /// The frame of a page at `place`.
    Frame frame(Exchange exchange, Place place) {
        Choices choices = choices(exchange);
        Messages messages = Messages.in(choices.language());
        Caller caller = exchange.callerOrNull();
        MemberCode member = caller == null ? null : caller.member();
        ZoneId zone = members.zone(member == null ? MemberCode.IMPACS : member);
        PageSession session = exchange.session();
        Instant now = exchange.clock().instant();
        return new Frame(
                messages,
                new Times(messages, zone, now),
                assets,
                choices,
                caller == null
                        ? null
                        : new Person(
                                caller.name(), caller.role(), member, member == null ? null : members.name(member)),
                place,
                address(exchange),
                session == null ? "" : session.csrfToken(),
                toast(exchange),
                example);
    }

    /// A page, with its word of what was done said and forgotten.
    Answer show(Exchange exchange, JteModel page) {
        Answer answer = Answer.html(page.render());
        return exchange.cookie(TOAST) == null ? answer : answer.header("Set-Cookie", cookie(exchange, TOAST, "", 0));
    }

    /// After a form was carried out: go to `path`, and say there what was done.
    Answer done(Exchange exchange, String path, String key, @Nullable Object... values) {
        String sentence = Messages.in(choices(exchange).language()).text(key, values);
        String word = Base64.getUrlEncoder().withoutPadding().encodeToString(sentence.getBytes(StandardCharsets.UTF_8));
        return Answer.seeOther(path).header("Set-Cookie", cookie(exchange, TOAST, word, A_MINUTE));
    }

    /// What the reader chose about the pages.
    Choices choices(Exchange exchange) {
        return new Choices(
                Language.choose(exchange.cookie(LANGUAGE), exchange.header("Accept-Language")),
                Choices.Look.parse(exchange.cookie(LOOK)),
                !"off".equals(exchange.cookie(KEYS)));
    }

    String languageCookie(Exchange exchange, Language language) {
        return cookie(exchange, LANGUAGE, language.tag(), A_YEAR);
    }

    String lookCookie(Exchange exchange, Choices.Look look) {
        return cookie(exchange, LOOK, look.word(), A_YEAR);
    }

    String keysCookie(Exchange exchange, boolean on) {
        return cookie(exchange, KEYS, on ? "on" : "off", A_YEAR);
    }

    /// Where to go after signing in or choosing a language: a path of ours, never another host's.
    static String safePath(@Nullable String then) {
        if (then == null
                || !then.startsWith("/")
                || then.startsWith("//")
                || then.indexOf('\\') >= 0
                || then.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
            return "/";
        }
        return then;
    }

    /// Where this person begins.
    static String home(Role role) {
        List<Place> places = Place.openTo(role);
        return places.isEmpty() ? "/you" : places.getFirst().path();
    }

    private static String address(Exchange exchange) {
        try {
            StringBuilder query = new StringBuilder();
            exchange.query()
                    .fields()
                    .forEach((name, values) -> values.forEach(value -> query.append(query.isEmpty() ? '?' : '&')
                            .append(Addresses.encode(name))
                            .append('=')
                            .append(Addresses.encode(value))));
            return exchange.path() + query;
        } catch (Problem _) {
            return exchange.path();
        }
    }

    private static @Nullable String toast(Exchange exchange) {
        String word = exchange.cookie(TOAST);
        if (word == null || word.isEmpty()) {
            return null;
        }
        try {
            String sentence = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
            return sentence.length() > LONGEST_TOAST ? null : sentence;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String cookie(Exchange exchange, String name, String value, int seconds) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + seconds
                + (exchange.publicUrl().startsWith("https://") ? "; Secure" : "");
    }
}
