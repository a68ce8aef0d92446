package dev.wove.detached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Do;
import dev.wove.PlanException;
import dev.wove.Weave;
import dev.wove.detached.Report.Summary;
import dev.wove.java.Given;
import dev.wove.java.Wove;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Detached runs, in real processes. */
@Timeout(120)
class DetachedTest {
    private static final Map<String, Object> AT_ONCE = Map.of("a", 20, "b", 10, "goOn", "", "property", "");

    @TempDir
    Path folder;

    private Process program;

    @AfterEach
    void endProgram() {
        if (program != null) {
            program.destroyForcibly();
        }
    }

    private Detached detached() {
        return Detached.in(folder).codecs(Report.Registered.class);
    }

    private static Map<String, Object> with(String name, Object value) {
        var inputs = new HashMap<>(AT_ONCE);
        inputs.put(name, value);
        return inputs;
    }

    private Process java(String main, String... args) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(args));
        program = new ProcessBuilder(command).start();
        return program;
    }

    @Test
    @DisplayName("BG11 BG12 a weave class runs in a process of its own, with its inputs, and its value comes back")
    void succeeds() throws Exception {
        var run = detached().start(Report.class, AT_ONCE);
        var summary = run.join();
        assertEquals(60, summary.total());
        assertEquals(run.pid(), summary.pid());
        assertNotEquals(ProcessHandle.current().pid(), summary.pid());
        assertEquals(DetachedState.SUCCEEDED, run.state());
        assertEquals(OptionalInt.of(0), run.exitCode());
        assertTrue(Files.readString(run.log()).contains("the sum is 30"));
        assertEquals(summary, detached().find(Report.class, run.id()).join());
    }

    @Test
    @DisplayName("BG13 a failure comes back as text, with its stack trace")
    void fails() throws Exception {
        var run = detached().start(Report.class, with("property", "fail"));
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        assertEquals(
                "Weave 'Report' failed in a process of its own: java.lang.IllegalStateException: no report\n  Log: "
                        + run.log(),
                thrown.getMessage());
        assertEquals("java.lang.IllegalStateException", thrown.failureType());
        assertTrue(thrown.trace().contains("Report.note(Report.java:"));
        assertEquals(DetachedState.FAILED, run.state());
        assertEquals(OptionalInt.of(2), run.exitCode());
    }

    @Test
    @DisplayName("BG14 the process has the system properties that are named, and no others")
    void properties() throws Exception {
        var passedValue = "a \"b\" \\ c\r\n-Dwove.test.kept=injected\r\f\t#d";
        System.setProperty("wove.test.passed", passedValue);
        System.setProperty("wove.test.kept", "secret");
        try {
            var passed = detached().property("wove.test.passed");
            assertEquals(
                    List.of("wove.test.passed=" + passedValue),
                    passed.start(Report.class, with("property", "wove.test.passed"))
                            .join()
                            .notes());
            assertEquals(
                    List.of("wove.test.kept=null"),
                    passed.start(Report.class, with("property", "wove.test.kept"))
                            .join()
                            .notes());
        } finally {
            System.clearProperty("wove.test.passed");
            System.clearProperty("wove.test.kept");
        }
    }

    @Test
    @DisplayName("BG15 a weave class that is not detached runs here")
    void notDetached() {
        Summary summary = Wove.weave(new Report(), Given.given(AT_ONCE));
        assertEquals(ProcessHandle.current().pid(), summary.pid());
    }

    @Test
    @DisplayName("BG16 the process refuses to run without its one argument")
    void withoutArgument() throws Exception {
        var process = java(DetachedMain.class.getName());
        var error = new String(process.getErrorStream().readAllBytes());
        assertEquals(1, process.waitFor());
        assertEquals("Usage: java dev.wove.detached.DetachedMain FOLDER-OF-THE-RUN", error.strip());
    }

    @Test
    @DisplayName("BG16 the process ends with 1 when there is no job")
    void missingJob() throws Exception {
        var process = java(DetachedMain.class.getName(), folder.toString());
        var error = new String(process.getErrorStream().readAllBytes());
        assertEquals(1, process.waitFor());
        assertTrue(
                error.startsWith("The run in " + folder + " cannot start: java.nio.file.NoSuchFileException"), error);
    }

    @Test
    @DisplayName("BG16 the process ends with 1 when the job is not one, removes it, and leaves a result that says so")
    void corruptJob() throws Exception {
        for (var job : List.of(
                "{",
                "{\"format\":2}",
                "{\"format\":1,\"weave\":\"java.lang.String\",\"codecs\":\"x\"}",
                "{\"format\":1,\"weave\":\"no.such.Weave\",\"codecs\":\"x\"}")) {
            Files.writeString(folder.resolve("job.json"), job);
            Files.deleteIfExists(folder.resolve("result.json"));
            var process = java(DetachedMain.class.getName(), folder.toString());
            var error = new String(process.getErrorStream().readAllBytes());
            assertEquals(1, process.waitFor(), error);
            assertTrue(error.startsWith("The run in " + folder + " cannot start: "), error);
            assertFalse(Files.exists(folder.resolve("job.json")));
            assertTrue(Files.readString(folder.resolve("result.json")).contains("FAILED"));
        }
    }

    @Test
    @DisplayName("a run whose parent is killed goes on, and another process reads its value")
    void parentKilled() throws Exception {
        var goOn = folder.resolve("go-on");
        var runs = folder.resolve("runs");
        var parent = java(StartingProgram.class.getName(), runs.toString(), goOn.toString());
        var id = new BufferedReader(new InputStreamReader(parent.getInputStream())).readLine();
        parent.destroyForcibly();
        assertTrue(parent.waitFor(30, TimeUnit.SECONDS));
        var run = Detached.in(runs).codecs(Report.Registered.class).find(Report.class, id);
        assertEquals(DetachedState.RUNNING, run.state());
        Files.createFile(goOn);
        assertEquals(60, run.join().total());
        assertEquals(DetachedState.SUCCEEDED, run.state());
        assertEquals(OptionalInt.empty(), run.exitCode());
    }

    @Test
    @DisplayName("a run that is cancelled stops its weave, and says so")
    void cancelled() throws Exception {
        var run = detached()
                .start(Report.class, with("goOn", folder.resolve("never").toString()));
        awaitJobTaken(run);
        run.cancel();
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        assertEquals(DetachedState.CANCELLED, thrown.state());
        assertEquals(DetachedState.CANCELLED, run.state());
        assertEquals(OptionalInt.of(128 + 15), run.exitCode());
    }

    @Test
    @DisplayName("a run whose process is killed is lost")
    void lost() throws Exception {
        var run = detached()
                .start(Report.class, with("goOn", folder.resolve("never").toString()));
        awaitJobTaken(run);
        assertEquals(DetachedState.RUNNING, run.state());
        assertTrue(ProcessHandle.of(run.pid()).orElseThrow().destroyForcibly());
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        assertEquals(
                "Weave 'Report' was lost: its process " + run.pid() + " is gone and has left no result.\n  Log: "
                        + run.log(),
                thrown.getMessage());
        assertEquals(DetachedState.LOST, run.state());
    }

    /** The job is taken when the process is about to run the weave. */
    private static void awaitJobTaken(DetachedRun<?> run) throws Exception {
        while (Files.exists(run.folder().resolve("job.json"))
                && ProcessHandle.of(run.pid()).isPresent()) {
            Thread.sleep(10);
        }
    }

    @Test
    @DisplayName("mistakes are found before a process is started")
    void checked() throws Exception {
        assertThrows(PlanException.class, () -> detached().start(Report.class, Map.of("a", 1)));
        assertThrows(IllegalArgumentException.class, () -> detached().start(Report.class, with("b", new Object())));
        class Local extends Weave<Integer> {
            @Do
            int one() {
                return 1;
            }
        }
        var thrown =
                assertThrows(IllegalArgumentException.class, () -> detached().start(Local.class, Map.of()));
        assertTrue(thrown.getMessage().contains("cannot be constructed in another process"), thrown::getMessage);
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    @DisplayName("a value without a codec is the failure of the run")
    void valueWithoutCodec() throws Exception {
        var run = Detached.in(folder).start(Report.class, AT_ONCE);
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        assertTrue(thrown.getMessage().contains("for which no codec is registered"), thrown::getMessage);
    }

    @Test
    @DisplayName("BG13 errors on the way to the result are the failure of the run, and its process ends")
    void faultyEndings() throws Exception {
        assertFails("codec", "java.lang.AssertionError: no text");
        assertFails("cycle", "java.lang.StackOverflowError: null");
        assertFails("deep", "tools.jackson.core.exc.StreamConstraintsException: ");
        assertFails(
                "message",
                "dev.wove.detached.Faulty$Mute: (its message cannot be read: java.lang.UnsupportedOperationException)");
    }

    private void assertFails(String fault, String failure) throws Exception {
        var run = Detached.in(folder).codecs(Faulty.Registered.class).start(Faulty.class, Map.of("fault", fault));
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        var expected = "Weave 'Faulty' failed in a process of its own: " + failure;
        assertTrue(thrown.getMessage().startsWith(expected), thrown::getMessage);
        assertEquals(OptionalInt.of(2), run.exitCode());
    }

    @Test
    @DisplayName("BG16 a weave class that cannot be initialized is a failure of the run, and not a cancellation")
    void brokenClass() throws Exception {
        var run = Detached.in(folder).jvmOption("-Dwove.test.broken=true").start(Faulty.class, Map.of("fault", ""));
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        assertEquals(DetachedState.FAILED, thrown.state());
        assertTrue(thrown.trace().contains("broken on purpose"), thrown::trace);
        assertEquals(OptionalInt.of(1), run.exitCode());
    }

    @Test
    @DisplayName("the files of a run are the user's alone, and its inputs are gone once they are read")
    void files() throws Exception {
        var run = detached().start(Report.class, AT_ONCE);
        run.join();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(run.folder())));
        try (var files = Files.list(run.folder())) {
            assertEquals(
                    List.of("log.txt", "process.json", "result.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    @DisplayName("what is not there is not found, and nothing outside the folder is")
    void notFound() {
        assertThrows(NoSuchElementException.class, () -> detached().find(Report.class, "Report-1"));
        assertThrows(NoSuchElementException.class, () -> detached().find(Report.class, ".."));
    }
}
