package org.caricom.conch.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caricom.conch.cases.CaseRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages in a real browser, Debian's Chromium, as people use them. Skipped where it is missing.
class BrowserTest {
    private static final Path CHROMIUM = Path.of(System.getProperty("conch.chromium", "/usr/bin/chromium"));
    private static BrowserHub hub;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> troubles = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is missing: apt-get install -y chromium");
        hub = new BrowserHub();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            playwright.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @BeforeEach
    void open() {
        open(new Browser.NewContextOptions().setViewportSize(1440, 1000).setLocale("en"));
    }

    /// No page may say anything in the console, break its own content policy, or ask another host for anything.
    @AfterEach
    void nothingWentWrongUnseen() {
        context.close();
        assertThat(troubles).isEmpty();
    }

    private void open(Browser.NewContextOptions options) {
        context = browser.newContext(options.setBaseURL(hub.url()));
        context.onRequest(request -> {
            if (!request.url().startsWith(hub.url())) {
                troubles.add("asked " + request.url());
            }
        });
        context.onConsoleMessage(message -> {
            boolean refusal = message.text().startsWith("Failed to load resource");
            if ((message.type().equals("error") || message.type().equals("warning")) && !refusal) {
                troubles.add(message.type() + ": " + message.text());
            }
        });
        page = context.newPage();
        page.onPageError(troubles::add);
        page.setDefaultTimeout(10_000);
    }

    private void signIn(String name) {
        page.navigate("/");
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(BrowserHub.PASSWORD);
        page.getByLabel("Password").press("Enter");
        assertThat(page.locator(".me")).containsText(name);
    }

    @Test
    void whoSignsInComesToTheDeskAndOpensACaseByKeyboard() {
        signIn("coordinator");
        assertThat(page.locator("h1")).hasText("Due next");
        assertThat(page.locator(".grp").first()).containsText("Late");
        page.keyboard().press("j");
        assertThat(page.locator(".list td.grow > a").first()).isFocused();
        page.keyboard().press("j");
        page.keyboard().press("k");
        assertThat(page.locator(".list td.grow > a").first()).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("Ministry mail");
        page.keyboard().press("]");
        assertThat(page.locator("h1")).containsText("Hospital group");
        page.keyboard().press("[");
        assertThat(page.locator("h1")).containsText("Ministry mail");
        page.keyboard().press("Escape");
        assertThat(page.locator("h1")).hasText("Due next");
        page.keyboard().press("g");
        page.keyboard().press("p");
        assertThat(page.locator("nav a[aria-current=page]")).containsText("Plan");
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).isVisible();
    }

    @Test
    void aWrongPasswordIsToldAndTheNameKept() {
        page.navigate("/reports");
        page.getByLabel("Name").fill("nobody");
        page.getByLabel("Password").fill("wrong password");
        page.getByLabel("Password").press("Enter");
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .containsText("did not work");
        assertThat(page.getByLabel("Name")).hasValue("nobody");
        page.getByLabel("Name").fill("auditor");
        page.getByLabel("Password").fill(BrowserHub.PASSWORD);
        page.getByLabel("Password").press("Enter");
        assertThat(page.locator("h1")).hasText("Reports");
    }

    @Test
    void aCaseIsTakenMovedOnAndCommentedOnByKeyboard() {
        signIn("coordinator");
        CaseRow port = hub.caseOf(new org.caricom.conch.domain.MemberCode("JM"));
        page.navigate("/cases/" + port.id());
        assertThat(page.locator("#elsewhere")).containsText(BrowserHub.SHARED);
        page.keyboard().press("a");
        page.getByText("Assign to me").press("Enter");
        assertThat(page.locator("[data-toast]")).containsText("is yours");
        page.keyboard().press("s");
        page.getByLabel("In progress").check();
        page.locator("#state button").click();
        assertThat(page.locator(".steps [aria-current=step]")).hasText("In progress");
        page.keyboard().press("c");
        assertThat(page.locator("#comment")).isFocused();
        page.keyboard().type("We saw this address too, <b>twice</b>.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#timeline blockquote").first()).hasText("We saw this address too, <b>twice</b>.");
        page.keyboard().press("s");
        page.getByLabel("Closed").check();
        page.locator("#outcome").selectOption("confirmed");
        page.locator("#state button").click();
        assertThat(page.locator(".steps [aria-current=step]")).hasText("Closed");
        assertThat(page.locator("#timeline")).containsText("In progress to Closed: Confirmed");
    }

    @Test
    void aReleaseShowsWhatOthersGetAndThenSendsExactlyThat() {
        signIn("duty");
        CaseRow hospital = hub.caseOf(BrowserHub.TT);
        page.navigate("/cases/" + hospital.id());
        page.keyboard().press("e");
        assertThat(page.locator("#changes")).containsText("Palmview");
        assertThat(page.locator("#output pre")).containsText(BrowserHub.SHARED);
        assertThat(page.locator("#output pre").textContent()).doesNotContain("palmview", "Palmview", "Trinidad");
        page.locator("#decide").click();
        assertThat(page.locator("[data-toast]")).containsText("Released");
        assertThat(page.locator("#releases")).containsText("TLP:GREEN");
        page.navigate("/indicators?value=203[.]0[.]113[.]77");
        assertThat(page.locator(".list tbody tr")).hasCount(1);
        page.locator("summary", new Page.LocatorOptions().setHasText("many")).click();
        page.getByLabel("Values").fill(BrowserHub.SHARED + "\n198.51.100.1");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS))
                .hasText("1 of 2 values are known.");
    }

    @Test
    void whatIsAnotherMembersIsNotThere() {
        signIn("analyst-JM");
        CaseRow hospital = hub.caseOf(BrowserHub.TT);
        for (String path : List.of("/cases/" + hospital.id(), "/cases/" + hospital.id() + "/release")) {
            Response response = page.navigate(path);
            assertThat(response.status()).isEqualTo(404);
            assertThat(page.locator("h1")).hasText("This page does not exist");
        }
        page.navigate("/");
        assertThat(page.locator(".list")).not().containsText("Hospital");
    }

    @Test
    void thePaletteFindsCasesAndCommands() {
        signIn("coordinator");
        page.keyboard().press("/");
        page.keyboard().type("hosp");
        assertThat(page.locator("#hits li").first()).containsText("Hospital group");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("Hospital group");
        page.keyboard().press("Control+k");
        assertThat(page.locator("#hits li").first()).containsText("Release from this case");
        page.keyboard().press("Escape");
        assertThat(page.locator("#palette")).not().isVisible();
    }

    @Test
    void everythingWorksWithoutTheScript() {
        context.close();
        open(new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("en"));
        signIn("analyst-TT");
        page.locator(".find").click();
        page.locator("main input[type=search]").fill("hospital");
        page.locator("main input[type=search]").press("Enter");
        page.locator(".hits a", new Page.LocatorOptions().setHasText("Hospital"))
                .first()
                .click();
        page.locator("#comment").fill("Without a script.");
        page.locator("form:has(#comment) button").click();
        assertThat(page.locator("#timeline")).containsText("Without a script.");
        page.navigate("/you");
        page.getByText("Sign out").click();
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    @Test
    void aPersonChoosesLanguageLookAndWhetherKeysAct() {
        signIn("auditor");
        page.navigate("/you");
        page.locator("button[lang=fr]").click();
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(page.locator("nav")).containsText("Rapports");
        page.getByLabel("Sombre").check();
        page.getByLabel("Non").check();
        page.getByText("Enregistrer").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.keyboard().press("g");
        page.keyboard().press("p");
        assertThat(page.locator("h1")).hasText("auditor");
    }

    @Test
    void partnersAndAdministratorsSeeTheirOwnPlacesOnly() {
        signIn("partner");
        assertThat(page.locator("h1")).hasText("Indicators");
        assertThat(page.locator("nav")).not().containsText("Queue");
        assertThat(page.navigate("/reports").status()).isEqualTo(403);
        page.navigate("/feeds");
        assertThat(page.locator("#taxii")).containsText("/taxii2/caricom/collections/green/objects/");
        Map.of(
                        "misp", "/feeds/misp/",
                        "opencti", "/feeds/stix.json",
                        "suricata", "/feeds/suricata.rules",
                        "dns", "/feeds/rpz.zone",
                        "zeek", "/feeds/zeek.intel",
                        "sigma", "/feeds/sigma.zip",
                        "csv", "/feeds/indicators.csv",
                        "lists", "/feeds/indicators.txt?type=")
                .forEach((section, address) ->
                        assertThat(page.locator("#" + section)).containsText(hub.url() + address));
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 360})
    void everyPageFitsAndIsNamedInAllItsParts(int width) {
        page.setViewportSize(width, 800);
        signIn("coordinator");
        String id = hub.caseOf(BrowserHub.TT).id().toString();
        page.navigate("/reports");
        String report = page.locator(".list td.grow > a").first().getAttribute("href");
        for (String path : List.of(
                "/",
                "/?view=closed",
                "/?q=nothing-at-all",
                "/cases/" + id,
                "/cases/" + id + "/release?tlp=amber",
                "/reports",
                report,
                "/reports/new",
                "/indicators",
                "/plan",
                "/feeds",
                "/search?q=a",
                "/you",
                "/no/such/page")) {
            page.navigate(path);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of " + path)
                    .isLessThanOrEqualTo(width);
            assertThat((List<?>) page.evaluate(UNNAMED))
                    .as("parts without a name on " + path)
                    .isEmpty();
            assertThat(page.locator("h1")).hasCount(1);
            assertThat((Integer) page.evaluate(WEIGHT)).as("bytes of " + path).isLessThan(75_000);
        }
    }

    /// Fields, links, buttons and images that assistive technology could not name; tables without headers.
    private static final String UNNAMED = """
            () => {
              const named = e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.labels?.length
                || e.textContent.trim() || e.getAttribute('title');
              return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary, [role=img], nav, aside, dialog')]
                .filter(e => e.checkVisibility() && !named(e)).map(e => e.outerHTML.slice(0, 120))
                .concat([...document.querySelectorAll('table')].filter(t => !t.querySelector('th')).map(() => 'table'))
                .concat([...document.querySelectorAll('[style], [onclick]')].map(e => 'inline: ' + e.outerHTML.slice(0, 80)))
                .concat([...document.querySelectorAll('svg:not([aria-hidden]):not([role])')].map(() => 'svg'));
            }""";

    /// What the page and everything it loads weigh, uncompressed.
    private static final String WEIGHT = """
            () => performance.getEntries().filter(e => e.decodedBodySize).reduce((sum, e) => sum + e.decodedBodySize, 0)""";
}
