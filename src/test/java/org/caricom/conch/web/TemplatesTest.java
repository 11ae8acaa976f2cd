package org.caricom.conch.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.web.pages.StaticTemplates;
import org.caricom.conch.web.pages.Templates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every template with example data. How they look in a browser is for `BrowserTest`.
class TemplatesTest {
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
    private static final Pattern LABEL_FOR = Pattern.compile(" for=\"([^\"]+)\"");
    private static final Pattern OTHER_HOST =
            Pattern.compile("(src|srcset|action|poster)=\"(https?:)?//|<link[^>]*href=\"(https?:)?//");
    private static final Templates TEMPLATES = new StaticTemplates();

    private static Map<String, JteModel> pages(Language language) {
        Map<String, JteModel> pages = new LinkedHashMap<>();
        pages.put("queue", TEMPLATES.queue(Examples.frame(Place.QUEUE, language), Examples.queue()));
        pages.put("case", TEMPLATES.casefile(Examples.frame(Place.QUEUE, language), Examples.casePage()));
        pages.put("release", TEMPLATES.release(Examples.frame(Place.QUEUE, language), Examples.release()));
        pages.put("reports", TEMPLATES.reports(Examples.frame(Place.REPORTS, language), Examples.reports()));
        pages.put("report", TEMPLATES.report(Examples.frame(Place.REPORTS, language), Examples.report()));
        pages.put("filing", TEMPLATES.filing(Examples.frame(Place.REPORTS, language), "https://conch.example", "TT"));
        pages.put(
                "indicators", TEMPLATES.indicators(Examples.frame(Place.INDICATORS, language), Examples.indicators()));
        pages.put("indicator", TEMPLATES.indicator(Examples.frame(Place.INDICATORS, language), Examples.indicator()));
        pages.put("plan", TEMPLATES.plan(Examples.frame(Place.PLAN, language), Examples.plan()));
        pages.put("feeds", TEMPLATES.feeds(Examples.frame(Place.FEEDS, language), Examples.feeds()));
        pages.put("keys", TEMPLATES.keys(Examples.frame(Place.KEYS, language), Examples.keys()));
        pages.put("key", TEMPLATES.key(Examples.frame(Place.KEYS, language), Examples.key()));
        pages.put(
                "key-new",
                TEMPLATES.newkey(
                        Examples.frame(Place.KEYS, language),
                        new NewKeyPage(
                                List.of(new NewKeyPage.Member("TT", "Trinidad and Tobago")),
                                List.of("TT-2026"),
                                null,
                                false,
                                null)));
        pages.put(
                "key-proof",
                TEMPLATES.newkey(
                        Examples.frame(Place.KEYS, language),
                        new NewKeyPage(
                                List.of(),
                                List.of("TT-2026"),
                                "conch-key-proof hub=https://hub.example replaces=TT-2026",
                                true,
                                "it did not sign")));
        pages.put("search", TEMPLATES.search(Examples.frame(Place.ELSEWHERE, language), Examples.search()));
        pages.put("you", TEMPLATES.you(Examples.frame(Place.ELSEWHERE, language), "Coordinator"));
        pages.put(
                "problem",
                TEMPLATES.problem(
                        Examples.frame(Place.ELSEWHERE, language),
                        new ProblemPage(404, "This page does not exist", "Perhaps it never did.", "/", "Home")));
        pages.put(
                "signin",
                TEMPLATES.signin(
                        Examples.frame(Place.ELSEWHERE, language, null, Choices.Look.LIGHT),
                        new SignInPage(
                                "r.ali", "That did not work.", "Check the name and password.", null, "Type it", "/")));
        return pages;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyPageIsWholeInEveryLanguage(Language language) throws IOException {
        String folder = System.getProperty("conch.pages");
        for (Map.Entry<String, JteModel> page : pages(language).entrySet()) {
            String html = page.getValue().render();
            if (folder != null && language == Language.EN) {
                Files.createDirectories(Path.of(folder));
                Files.writeString(Path.of(folder, page.getKey() + ".html"), html);
            }
            assertThat(html).as(page.getKey()).startsWith("<!doctype html>").contains("<main id=\"main\"");
            assertThat(html.split("<h1", -1))
                    .as("one heading on " + page.getKey())
                    .hasSize(2);
            assertThat(OTHER_HOST.matcher(html).find())
                    .as("other hosts on " + page.getKey())
                    .isFalse();
            assertThat(html)
                    .as("inline code on " + page.getKey())
                    .doesNotContain(" style=", " onclick=", "<style", "javascript:");
            assertThat(html.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .as("weight of " + page.getKey())
                    .isLessThan(36_000);
            everyLabelHasItsField(page.getKey(), html);
        }
    }

    @Test
    void whatPeopleTypeIsNeverMarkup() {
        assertThat(pages(Language.EN).get("case").render())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }

    @Test
    void aPersonWhoIsNotSignedInSeesNoMenu() {
        assertThat(pages(Language.EN).get("signin").render())
                .doesNotContain("<nav", "<dialog")
                .contains("role=\"alert\"");
    }

    private static void everyLabelHasItsField(String page, String html) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        Matcher id = ID.matcher(html);
        while (id.find()) {
            ids.merge(id.group(1), 1, Integer::sum);
        }
        assertThat(ids)
                .as("ids of " + page)
                .allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
        Matcher label = LABEL_FOR.matcher(html);
        while (label.find()) {
            assertThat(ids).as("label on " + page).containsKey(label.group(1));
        }
    }
}
