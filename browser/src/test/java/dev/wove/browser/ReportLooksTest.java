package dev.wove.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Backoff;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.WeaveOptions;
import dev.wove.java.Wove;
import dev.wove.report.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What a report tells and where it stands, measured as Chromium has laid it out. */
class ReportLooksTest {
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
    }

    private void open(Report report) throws IOException {
        var file = folder.resolve("report.html");
        report.writeTo(file);
        page = file.toUri();
        browser.open(page);
    }

    private void choose(String select, String value) {
        browser.script("const s = document.getElementById('" + select + "'); s.value = '" + value
                + "'; s.dispatchEvent(new Event('change'))");
    }

    private static List<String> texts(String css) {
        return browser.findAll(css).stream().map(each -> each.getText().trim()).toList();
    }

    /** On how many lines the children of {@code css} stand. */
    private static long lines(String css) {
        return browser.number(
                "return new Set([...document.querySelector('" + css + "').children]"
                        + ".filter(c => c.getClientRects().length)"
                        + ".map(c => Math.round((c.getBoundingClientRect().top + c.getBoundingClientRect().bottom) / 16))).size");
    }

    // Figures

    @Test
    void theLineAtTheTopTellsHowLongBodiesWorked() throws IOException {
        open(Report.of(Reports.allCauses()));
        // 120 + 60 + 40 + 70 + 20 + (30 + 60) + 40 + 50 + (10 + 65) + 70 of 400 ms
        assertEquals(
                "Succeeded after 400 ms. 10 tasks ran, bodies worked 635 ms, 1.6 at a time.",
                browser.text("#verdict").replace('\u202f', ' '));
    }

    @Test
    void barsAreDrawnWhereBodiesRanAndWaitsBetweenThem() throws IOException {
        open(Report.of(Reports.allCauses()));
        var row = "const pieces = [...document.querySelectorAll('.row')]"
                + ".find(r => r.querySelector('.text').textContent === 'invoices').querySelectorAll('.piece');"
                + " return [...pieces].map(p => ";
        assertEquals(
                "wait cause-backoff, run attempt, run",
                browser.script(row + "p.className.replace('piece ', '')).join(', ')"));
        // In tenths of the length of the attempt that failed, from its start
        var tenths = "Math.round(10 * (parseFloat(p.style.left) - parseFloat(pieces[1].style.left))"
                + " / parseFloat(pieces[1].style.width)) + '+'"
                + " + Math.round(10 * parseFloat(p.style.width) / parseFloat(pieces[1].style.width))";
        assertEquals("10+17, 0+10, 27+20", browser.script(row + tenths + ").join(', ')"));
    }

    @Test
    void noMoreBodiesAreToldToWorkThanThereAreWorkers() throws IOException {
        open(Report.of(Wove.with(WeaveOptions.workers(3)).weaveResult("busy", w -> {
            var tasks = new ArrayList<Task<Integer>>();
            for (int i = 0; i < 12; i++) {
                var tries = new AtomicInteger();
                var again = Policy.retries(1).backoff(Backoff.constant(Duration.ofMillis(60)));
                tasks.add(w.with(again).task("task-" + i, () -> {
                    Thread.sleep(10);
                    if (tries.getAndIncrement() == 0) {
                        throw new IllegalStateException("busy");
                    }
                    return 1;
                }));
            }
            return w.task("all", tasks, in -> 0);
        })));
        assertEquals("bodies working\nat most 3", browser.text("#profile .name"));
    }

    // Toolbar and legend

    @Test
    void theToolbarStandsOnOneLineHoweverManyCausesThereAre() throws IOException {
        open(Report.of(Reports.allCauses()));
        browser.picture("causes-light");
        assertEquals(1, lines(".waterfall > .bar"));
        assertEquals(1, lines(".graph > .bar"));
        assertEquals(1, lines("#legend"));
        browser.prefer("prefers-color-scheme", "dark");
        browser.await(() -> "dark".equals(browser.script("return document.documentElement.dataset.theme")));
        browser.picture("causes-dark");
    }

    @Test
    void theLegendListsWhatIsShownAndNothingElse() throws IOException {
        open(Report.of(Reports.allCauses()));
        assertEquals(
                List.of(
                        "critical path",
                        "other",
                        "failed attempt",
                        "Waited for",
                        "input",
                        "slot",
                        "blocking slot",
                        "limiter",
                        "rate",
                        "backoff",
                        "thread",
                        "dispatcher"),
                texts("#legend li"));
        choose("filter", "again");
        assertEquals(List.of("critical path", "failed attempt", "Waited for", "backoff"), texts("#legend li"));
        open(Report.of(Reports.small()));
        assertEquals(
                List.of("critical path", "other", "failed", "failed attempt", "skipped"),
                texts("#legend li").stream()
                        .takeWhile(text -> !text.equals("Waited for"))
                        .toList());
        assertEquals(
                browser.script("return getComputedStyle(document.querySelector('#legend .attempt')).backgroundImage"),
                browser.script("return getComputedStyle(document.querySelector('.row .attempt')).backgroundImage"));
        open(Report.of(Reports.chain(3)));
        assertEquals(List.of("critical path", "Waited for", "thread"), texts("#legend li"));
    }

    // Order

    @Test
    void tasksAreOrderedByTheCriticalPath() throws IOException {
        open(Report.of(Reports.allCauses()));
        choose("sort", "path");
        assertEquals(
                List.of("orders", "invoices", "letters", "report", "archive", "customers"),
                texts(".row .text").subList(0, 6));
        open(Report.of(Reports.small()));
        choose("sort", "path");
        var skipped = texts(".row .text");
        assertEquals("audit", skipped.get(skipped.size() - 1));
    }

    // Dates

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ja-JP"})
    void aDateIsTheSameInEachLanguage(String locale) throws IOException {
        browser.readIn("Asia/Tokyo", locale);
        try {
            open(Report.of(Reports.allCauses()));
            assertEquals("Started 4 Mar 2026, 14:06:07 GMT+9", browser.text("#details .started"));
        } finally {
            browser.readIn("", null);
        }
    }

    // What is left out

    @Test
    void aPageThatDoesNotShowAllTasksSaysSo() throws IOException {
        var result = Reports.layered(20, 50);
        open(Report.of(result).most(300));
        browser.picture("left-out");
        assertTrue(
                browser.text("#left-out")
                        .replace('\u202f', ' ')
                        .startsWith(
                                "Shows 300 of 1 000 tasks: the critical path, what failed or was cancelled, and the longest."
                                        + " Left out: 700, none longer than "),
                browser.text("#left-out"));
        assertEquals("300 of 1 000", browser.text("#rows-count").replace('\u202f', ' '));
        assertEquals("300 of 1 000 tasks", browser.text("#graph-place").replace('\u202f', ' '));
        assertTrue(browser.text("#verdict").replace('\u202f', ' ').contains("1 000 tasks ran"));
        open(Report.of(Reports.chain(40)).most(8));
        assertFalse(browser.findAll("#path .hidden-steps").isEmpty());
        assertEquals(
                browser.number("return document.querySelector('#path').clientWidth"),
                browser.number("return Math.round([...document.querySelectorAll('#path li')]"
                        + ".reduce((sum, step) => sum + step.getBoundingClientRect().width, 0))"));
        openARowBesideOneLeftOut();
        assertTrue(browser.text("#details").contains("not shown"), browser.text("#details"));
        open(Report.of(Reports.chain(40)));
        assertTrue(browser.findAll("#left-out").isEmpty());
    }

    /** Which steps are shown is for the clock to say, so one of the ends of a row of shown steps is taken. */
    private void openARowBesideOneLeftOut() {
        var rows = browser.findAll(".row .text");
        var shown = rows.stream().map(row -> stepOf(row.getText())).toList();
        rows.stream()
                .filter(row ->
                        isLeftOut(stepOf(row.getText()) - 1, shown) || isLeftOut(stepOf(row.getText()) + 1, shown))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No step is left out beside any of " + shown))
                .click();
    }

    private static boolean isLeftOut(int step, List<Integer> shown) {
        return step >= 0 && step < 40 && !shown.contains(step);
    }

    private static int stepOf(String row) {
        return Integer.parseInt(row.strip().substring("step-".length()));
    }

    // Small windows

    @ParameterizedTest
    @ValueSource(ints = {360, 500, 800})
    void nothingIsCutInANarrowWindow(int width) throws IOException {
        browser.resize(width, 1000);
        open(Report.of(Reports.small()));
        assertNothingIsCut();
        open(Report.of(Reports.longGraph()));
        browser.picture("narrow-long-" + width);
        assertNothingIsCut();
        open(Report.of(Reports.allCauses()));
        assertNothingIsCut();
        browser.picture("narrow-" + width);
        browser.prefer("prefers-color-scheme", "dark");
        browser.await(() -> "dark".equals(browser.script("return document.documentElement.dataset.theme")));
        browser.picture("narrow-" + width + "-dark");
    }

    private static void assertNothingIsCut() {
        assertTrue(browser.number("return document.documentElement.scrollWidth")
                <= browser.number("return document.documentElement.clientWidth"));
        assertEquals(
                "",
                browser.script(
                        "const within = (css, box) => { const b = document.querySelector(box).getBoundingClientRect();"
                                + " return [...document.querySelectorAll(css)].filter(e => { const r = e.getBoundingClientRect();"
                                + " return r.left < b.left - 1 || r.right > b.right + 1 || r.top < b.top - 1 || r.bottom > b.bottom + 1;"
                                + " }).map(e => css + ' ' + e.textContent); };"
                                + " return [...within('.node', '#graph'), ...within('#legend li', '#legend'),"
                                + " ...within('.bar > *', 'body'), ...within('.head-line > *', 'body'),"
                                + " ...within('#details table', '#details')].join()"));
        assertFalse(browser.findAll(".node").isEmpty());
        assertTrue(
                browser.number("return Math.round(1000 * document.querySelector('#graph svg > g')"
                                + ".transform.baseVal.consolidate().matrix.a)")
                        >= 350,
                "the graph can be read");
    }

    @Test
    void arrowsFollowTheGraphAsItIsDrawnInANarrowWindow() throws IOException {
        browser.resize(500, 1000);
        open(Report.of(Reports.allCauses()));
        browser.find("#graph").sendKeys(Keys.ARROW_DOWN);
        var first = browser.text("#details h2");
        browser.type(Keys.ARROW_DOWN);
        assertFalse(first.equals(browser.text("#details h2")));
        browser.type(Keys.ARROW_UP);
        assertEquals(first, browser.text("#details h2"));
    }
}
