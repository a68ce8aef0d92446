package dev.wove.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.WeaveResult;
import dev.wove.report.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Uses reports the way people do. After each test: nothing was asked of a network, and nothing is on the console. */
class ReportInBrowserTest {
    private static final int MOST_ELEMENTS = 2_000;

    private static Chromium browser;

    @TempDir
    private Path folder;

    private URI page;

    @BeforeAll
    static void startBrowser() throws IOException {
        browser = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void usualWindow() {
        browser.resize(1440, 900);
        browser.prefer("prefers-color-scheme", "light");
    }

    @AfterEach
    void leavesNoTrace() {
        assertEquals(List.of(), browser.requests(page));
        assertEquals(List.of(), browser.console());
        assertTrue(browser.number("return document.querySelectorAll('*').length") <= MOST_ELEMENTS);
    }

    private Duration open(Report report) throws IOException {
        var file = folder.resolve("report.html");
        report.writeTo(file);
        page = file.toUri();
        return browser.open(page);
    }

    private Duration open(WeaveResult<?> result) throws IOException {
        return open(Report.of(result));
    }

    private void clickRow(String task) {
        browser.findAll(".row .text").stream()
                .filter(name -> name.getText().equals(task))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row '" + task + "'"))
                .click();
    }

    private String chosenRow() {
        return browser.script("return document.querySelector('.row[aria-selected=true] .text')?.textContent ?? null");
    }

    private String chosenNode() {
        return browser.script("return document.querySelector('.node.chosen text')?.textContent ?? null");
    }

    private void assertChosen(String task) {
        browser.await(() -> task.equals(chosenRow()));
        assertEquals(task, chosenNode());
        assertEquals(task, browser.text("#details h2"));
    }

    @Test
    void clickingATaskShowsItInTheGraphAndInDetail() throws IOException {
        open(Reports.small());
        browser.picture("small-light");
        assertTrue(browser.text("#verdict").startsWith("Failed after "));
        clickRow("author");
        assertChosen("author");
        var details = browser.text("#details");
        assertTrue(details.contains("Attempts"), details);
        assertTrue(details.contains("IllegalStateException: busy"), details);
        browser.picture("small-chosen");
    }

    @Test
    void clickingANodeShowsItsRow() throws IOException {
        open(Reports.small());
        browser.findAll(".node").stream()
                .filter(node -> node.getText().contains("ratings"))
                .findFirst()
                .orElseThrow()
                .click();
        assertChosen("ratings");
        var details = browser.text("#details");
        for (var part : List.of("Median", "95 of 100", "Slowest items", "#4")) {
            assertTrue(details.contains(part), part + " in " + details);
        }
    }

    @Test
    void failuresAreShownWithTheirNotesAndWhatTheySkipped() throws IOException {
        open(Reports.small());
        clickRow("ad");
        assertChosen("ad");
        assertTrue(browser.text("#details .failure").contains("no ad: " + Reports.EVIL));
        assertTrue(browser.text("#details .failure pre").startsWith("Task 'ad' in weave 'post-page' failed"));
        browser.find("#details .links .link.skipped").click();
        assertChosen("audit");
        assertTrue(browser.text("#details .because").startsWith("Because of IllegalStateException: no ad"));
    }

    @Test
    void weavesInsideHaveAGraphOfTheirOwn() throws IOException {
        open(Reports.small());
        clickRow("hits");
        assertChosen("hits");
        assertTrue(browser.text("#graph-place").contains("search"));
        assertEquals(2, browser.findAll(".node").size());
        browser.type(Keys.ESCAPE);
        assertEquals("The run", browser.text("#details h2"));
    }

    @Test
    void theKeyboardIsEnough() throws IOException {
        open(Reports.small());
        browser.type("/");
        browser.type("page");
        browser.await(() -> !browser.findAll("#matches [role=option]").isEmpty());
        assertEquals("match-0", browser.find("#search").getAttribute("aria-activedescendant"));
        browser.type(Keys.ENTER);
        assertChosen("page");
        assertEquals("rows", browser.script("return document.activeElement.id"));

        browser.type(Keys.HOME);
        var first = browser.findAll(".row .text").get(0).getText();
        assertChosen(first);
        browser.type(Keys.ARROW_DOWN);
        assertNotEquals(first, chosenRow());
        assertEquals(
                browser.find(".row[aria-selected=true]").getAttribute("id"),
                browser.find("#rows").getAttribute("aria-activedescendant"));
        assertNotEquals(
                "none",
                browser.script("return getComputedStyle(document.activeElement).outlineStyle"),
                "focus is seen");

        clickRow("related");
        browser.find("#rows").sendKeys(Keys.ARROW_LEFT);
        browser.await(() ->
                browser.findAll(".row").stream().noneMatch(row -> row.getText().contains("hits")));
        assertEquals("false", browser.find(".row[aria-selected=true]").getAttribute("aria-expanded"));
        browser.type(Keys.ARROW_RIGHT);
        browser.await(() ->
                browser.findAll(".row").stream().anyMatch(row -> row.getText().contains("hits")));

        browser.find("#graph").sendKeys(Keys.ARROW_LEFT);
        assertChosen("post");
        browser.type(Keys.ARROW_RIGHT);
        assertNotEquals("post", chosenNode());
        browser.find("#rows").sendKeys(Keys.ENTER);
        assertEquals("details", browser.script("return document.activeElement.id"));
        browser.type(Keys.ESCAPE);
        assertEquals("The run", browser.text("#details h2"));
    }

    @Test
    void theThemeFollowsTheSystemUntilItIsSwitched() throws IOException {
        browser.prefer("prefers-color-scheme", "dark");
        open(Reports.small());
        var dark = browser.script("return getComputedStyle(document.body).backgroundColor");
        browser.picture("small-dark");
        browser.find("#theme").click();
        assertEquals("light", browser.script("return document.documentElement.dataset.theme"));
        assertNotEquals(dark, browser.script("return getComputedStyle(document.body).backgroundColor"));
        browser.open(page);
        assertEquals("light", browser.script("return document.documentElement.dataset.theme"));
        browser.script("localStorage.clear()");
    }

    @Test
    void zoomShowsLessTimeAndGoesBack() throws IOException {
        open(Reports.small());
        assertFalse(browser.find("#zoom-all").isEnabled());
        clickRow("author");
        browser.find("#rows").sendKeys("++");
        browser.await(() -> browser.find("#zoom-all").isEnabled());
        assertTrue(browser.number("return document.querySelector('#profile .mark').offsetWidth")
                < browser.number("return document.querySelector('#profile .lane').offsetWidth"));
        browser.picture("small-zoomed");
        browser.find("#zoom-all").click();
        browser.await(() -> !browser.find("#zoom-all").isEnabled());
    }

    @Test
    void onlySomeTasksAreShownWhenAskedFor() throws IOException {
        open(Reports.small());
        browser.script(
                "const f = document.getElementById('filter'); f.value = 'bad'; f.dispatchEvent(new Event('change'))");
        browser.await(() -> browser.findAll(".row").size() == 2);
        clickRow("audit");
        browser.type("/");
        browser.type("hits", Keys.ENTER);
        assertChosen("hits");
        assertEquals("all", browser.script("return document.getElementById('filter').value"));
    }

    @Test
    void twoRunsAreCompared() throws IOException {
        open(Report.compare(Reports.small(), Reports.smallLater()));
        assertTrue(browser.text("#verdict").contains("before"), browser.text("#verdict"));
        var about = browser.text("#details");
        for (var part : List.of("What changed", "Changed most", "New", "comments", "Gone", "ratings")) {
            assertTrue(about.contains(part), part + " in " + about);
        }
        browser.picture("comparison");
        clickRow("post");
        assertChosen("post");
        assertTrue(browser.text("#details table").contains("before"));
        assertFalse(browser.findAll(".row .ghost").isEmpty());
    }

    @Test
    void whatUsersWriteIsOnlyText() throws IOException {
        open(Report.of(Reports.evil()).withValues());
        assertEquals(Reports.EVIL, browser.script("return document.title"));
        assertEquals(Reports.EVIL, browser.text("h1"));
        clickRow(browser.findAll(".row .text").get(0).getText());
        assertTrue(browser.text("#details").contains(Reports.EVIL));
        assertEquals(
                0,
                browser.findAll("img, b.next, body script:not(#data):not(:last-of-type)")
                        .size());
    }

    @Test
    void valuesAreShownWhenSwitchedOn() throws IOException {
        open(Reports.small());
        clickRow("post");
        assertFalse(browser.text("#details").contains("Value"));
        open(Report.of(Reports.small()).withValues());
        clickRow("post");
        assertTrue(browser.text("#details").contains("Value\n30"));
    }

    @Test
    void tenThousandTasksOpenInTimeAndAreFound() throws IOException {
        var took = open(Reports.layered(20, 500));
        System.out.println("A report of 10000 tasks opened in " + took.toMillis() + " ms");
        assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, "took " + took);
        browser.picture("wide-light");
        browser.type("/");
        browser.type("layer-17-task-499");
        browser.type(Keys.ENTER);
        browser.await(() -> "layer-17-task-499".equals(chosenRow()));
        assertEquals("layer-17-task-499", browser.text("#details h2"));
        assertTrue(browser.number("return document.querySelectorAll('*').length") <= MOST_ELEMENTS);
        assertTrue(
                browser.number("const r = document.querySelector('.row[aria-selected=true]').getBoundingClientRect(),"
                                + " p = document.getElementById('rows').getBoundingClientRect();"
                                + " return r.top >= p.top && r.bottom <= p.bottom ? 1 : 0")
                        == 1);
        browser.find("#graph-around").click();
        browser.await(() -> "layer-17-task-499".equals(chosenNode()));
        browser.picture("wide-around");
        browser.prefer("prefers-color-scheme", "dark");
        browser.await(() -> "dark".equals(browser.script("return document.documentElement.dataset.theme")));
        browser.picture("wide-dark");
    }

    @Test
    void tenThousandTasksInARowOpenInTime() throws IOException {
        var took = open(Reports.chain(10_000));
        System.out.println("A report of a chain of 10000 tasks opened in " + took.toMillis() + " ms");
        assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, "took " + took);
        browser.picture("deep-light");
        browser.find("#rows").sendKeys(Keys.END);
        assertEquals("step-9999", browser.text("#details h2"));
        browser.find(".node.many.chosen").click();
        assertTrue(browser.text("#details h2").startsWith("step-"));
    }

    @Test
    void aNarrowWindowShowsOneBelowTheOther() throws IOException {
        browser.resize(500, 1000);
        open(Reports.small());
        assertTrue(browser.number("return document.documentElement.scrollWidth")
                <= browser.number("return document.documentElement.clientWidth"));
        browser.picture("narrow");
    }
}
