package dev.wove.test.junit;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class ReportsTest {
    private static final Path FOLDER = Path.of(FailingTests.FOLDER);

    @BeforeEach
    void nothingIsThere() throws IOException {
        for (var file : files()) {
            Files.delete(file);
        }
    }

    @Test
    void aTestThatFailsWritesThePageOfItsWeaveAndSaysWhere() throws IOException {
        var failure =
                failures(run(selectMethod(FailingTests.Pages.class, "fails"))).get("fails()");

        var page = files().get(0);
        assertEquals(1, files().size());
        assertTrue(
                page.getFileName()
                        .toString()
                        .matches("dev\\.wove\\..*FailingTests_Pages\\.fails-[0-9a-f]{8}-offers\\.html"),
                page.toString());
        assertTrue(Files.readString(page).contains("inside offers"), "its weaves inside are on the page");
        var said = said(failure).lines().toList();
        assertEquals("Weaves of the test:", said.get(0));
        assertTrue(said.get(1).startsWith("\t\tweave 'offers' succeeded after "), said.get(1));
        assertTrue(said.get(1).endsWith(": " + page.toAbsolutePath()), said.get(1));
        assertEquals("expected: <another page> but was: <a page>", failure.getMessage());
    }

    @Test
    void eachRunHasAPage() throws IOException {
        var failure = failures(run(selectMethod(FailingTests.Pages.class, "failsAfterThree")))
                .get("failsAfterThree()");

        var names = files().stream()
                .map(file -> file.toString().replaceAll(".*-[0-9a-f]{8}", ""))
                .toList();
        assertEquals(List.of("-1-first.html", "-2-second.html", "-3-third.html"), names);
        assertTrue(said(failure).contains(" failed after "), said(failure));
        assertTrue(said(failure).contains("java.io.IOException: down"), said(failure));
    }

    @Test
    void ofManyRunsTheLastHavePages() throws IOException {
        var failure = failures(run(selectMethod(FailingTests.Pages.class, "failsAfterMany")))
                .get("failsAfterMany()");

        assertEquals(20, files().size());
        assertTrue(files().stream().anyMatch(file -> file.toString().endsWith("-20-number_25.html")));
        assertTrue(said(failure).endsWith("5 earlier runs: not written"), said(failure));
    }

    @Test
    void aTestThatFailsAgainLeavesNoPageOfItsFirstRun() throws IOException {
        run(selectMethod(FailingTests.Pages.class, "failsAfterMany"));
        var first = files();
        run(selectMethod(FailingTests.Pages.class, "failsAfterMany"));
        assertEquals(first, files());
    }

    @Test
    void nothingIsWrittenWhereATestPassesIsAbortedOrHasNoWeave() throws IOException {
        run(selectMethod(FailingTests.Pages.class, "passes"));
        run(selectMethod(FailingTests.Pages.class, "isAborted"));
        var failure = failures(run(selectMethod(FailingTests.Pages.class, "failsWithoutAWeave")))
                .get("failsWithoutAWeave()");

        assertEquals(List.of(), files());
        assertEquals(0, failure.getSuppressed().length);
    }

    @Test
    void weavesInVirtualTimeHavePages() throws IOException {
        run(selectMethod(FailingTests.Pages.class, "failsInVirtualTime", "dev.wove.test.VirtualTime"));
        assertEquals(1, files().size());
    }

    @Test
    void theAnnotationOfTheMethodCountsAndTextTellsAllRuns() throws IOException {
        run(selectMethod(FailingTests.Pages.class, "failsWithText"));

        var text = Files.readString(files().get(0))
                .replaceAll("[0-9.]+ m?s", "T")
                .replaceAll(" +", " ")
                .replaceAll("java:[0-9]+", "java:N");
        assertEquals("""
                Weave 'as text' succeeded after T
                 task started ended attempts outcome
                 post T T 1 succeeded
                 page T T 1 succeeded
                 Critical path: post (T) > page (T)

                Weave 'inside as text' succeeded after T
                 task started ended attempts outcome
                 deep T T 1 succeeded
                 Critical path: deep (T)

                Weave 'failed' failed after T: java.io.IOException: down
                 task started ended attempts outcome
                 down T T 1 failed: IOException
                 Critical path: down (T)
                 Task 'down' failed: java.io.IOException: down
                 Task 'down' in weave 'failed' failed: java.io.IOException
                 Body: FailingTests.java:N
                """, text);
    }

    @Test
    void eachSetOfParametersHasItsOwn() throws IOException {
        run(selectMethod(FailingTests.Pages.class, "failsForEach", "java.lang.String"));
        assertEquals(
                List.of("one.html", "two.html"),
                files().stream()
                        .map(file -> file.toString().replaceAll(".*-", ""))
                        .sorted()
                        .toList());
    }

    @Test
    void aNestedClassHasTheAnnotationOfTheOneAround() throws IOException {
        run(selectNestedClass(List.of(FailingTests.Pages.class), FailingTests.Pages.Inner.class));
        assertTrue(files().get(0).toString().endsWith("-nested.html"));
    }

    @Test
    void aWeaveThatHasNotEndedIsTold() throws IOException {
        var failure = failures(run(selectClass(FailingTests.Running.class))).get("failsWhileAWeaveRuns()");
        FailingTests.Running.END.countDown();
        assertEquals("Weave 'endless' had not ended.\n", Files.readString(files().get(0)));
        assertTrue(said(failure).endsWith("weave 'endless' has not ended"), said(failure));
    }

    @Test
    void whatFailsBeforeATestCounts() throws IOException {
        var failure = failures(run(selectClass(FailingTests.Before.class))).get("neverRuns()");
        assertTrue(Files.readString(files().get(0)).startsWith("Weave 'before' succeeded"));
        assertTrue(said(failure).contains(files().get(0).toAbsolutePath().toString()));
    }

    @Test
    void testsThatRunAtTheSameTimeDoNotSeeEachOthersWeaves() throws IOException {
        var failures = failures(EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .selectors(selectClass(FailingTests.Parallel.class))
                .execute());

        assertEquals(2, files().size());
        for (var file : files()) {
            var side = file.getFileName().toString().contains(".left") ? "left" : "right";
            var other = side.equals("left") ? "right" : "left";
            var text = Files.readString(file);
            assertTrue(text.contains("Weave '" + side + " again'"), text);
            assertFalse(text.contains(other), text);
            var failure = failures.get(side + "(RecordedRuns)");
            assertEquals(side, failure.getMessage());
            assertTrue(said(failure).contains(file.toAbsolutePath().toString()), said(failure));
        }
    }

    @Test
    void dynamicTestsHaveReportsOfTheirOwnAndAFactorySeesAll() throws IOException {
        var failures = failures(run(selectClass(FailingTests.Dynamic.class)));

        assertEquals("2 so far", failures.get("one").getMessage());
        assertEquals("3 so far", failures.get("two").getMessage());
        assertEquals(2, files().size());
        for (var name : List.of("one", "two")) {
            var text = Files.readString(
                    Path.of(said(failures.get(name)).lines().toList().get(1).strip()));
            assertTrue(text.startsWith("Weave '" + name + "' succeeded"), text);
            assertFalse(text.contains(name.equals("one") ? "two" : "one"), text);
        }
    }

    @Test
    void nothingIsWrittenUnlessAskedFor() {
        var failure = failures(run(selectClass(FailingTests.Unasked.class))).get("fails()");
        assertEquals(0, failure.getSuppressed().length);
    }

    @Test
    void aParameterOfTheRunCanAskForAll() throws IOException {
        var failure = failures(EngineTestKit.engine("junit-jupiter")
                        .configurationParameter(WoveTest.REPORTS, "text")
                        .selectors(selectClass(FailingTests.Unasked.class))
                        .execute())
                .get("fails()");

        var file = Path.of(said(failure).lines().toList().get(1).strip());
        assertTrue(file.startsWith(Path.of("target", "wove-reports").toAbsolutePath()), file.toString());
        assertTrue(Files.deleteIfExists(file));
    }

    @Test
    void anotherWordIsRefused() {
        var failure = failures(EngineTestKit.engine("junit-jupiter")
                        .configurationParameter(WoveTest.REPORTS, "htm")
                        .selectors(selectClass(FailingTests.Unasked.class))
                        .execute())
                .get("fails()");
        assertEquals(
                "The configuration parameter dev.wove.test.reports is 'htm'.\n  It can be: off, text, html",
                failure.getMessage());
    }

    @Test
    void parametersWhereTheyCannotBeAreRefused() {
        assertEquals(
                "RecordedRuns is that of a test: it cannot be given to a constructor or to what runs once for all tests.\n"
                        + "  Have it as a parameter of the test method.",
                failures(run(selectClass(FailingTests.InAConstructor.class)))
                        .get("neverRuns()")
                        .getMessage());
        assertEquals(
                "Virtual time begins with the test method; before and after it there is none.\n"
                        + "  Have VirtualTime as a parameter of the test method.",
                failures(run(selectClass(FailingTests.TimeBefore.class)))
                        .get("neverRunsEither()")
                        .getMessage());
        assertEquals(
                "Virtual time does not begin for this kind of method.\n"
                        + "  Instead of   @TestFactory Stream<DynamicTest> tests(VirtualTime time)\n"
                        + "  use          WeaveTests.virtualTime(time -> ...) in each dynamic test",
                failures(run(selectClass(FailingTests.TimeOfAFactory.class)))
                        .get("tests(VirtualTime)")
                        .getMessage());
    }

    private static EngineExecutionResults run(DiscoverySelector tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(tests).execute();
    }

    private static Map<String, Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .collect(toMap(
                        event -> event.getTestDescriptor().getDisplayName(),
                        event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()));
    }

    private static String said(Throwable failure) {
        return Arrays.stream(failure.getSuppressed()).map(Throwable::toString).collect(Collectors.joining("\n"));
    }

    private static List<Path> files() throws IOException {
        if (!Files.exists(FOLDER)) {
            return List.of();
        }
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }
}
