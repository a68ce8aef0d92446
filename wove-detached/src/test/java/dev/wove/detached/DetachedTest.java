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
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
        return Detached.in(folder);
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
    @DisplayName("the process has the system properties that are named, and no others")
    void properties() throws Exception {
        var passedValue = "a \"b\" \\ c\r\n-Dtest.of.wove.kept=injected\r\f\t#d";
        System.setProperty("test.of.wove.passed", passedValue);
        System.setProperty("test.of.wove.kept", "secret");
        try {
            var passed = detached().property("test.of.wove.passed");
            assertEquals(
                    List.of("test.of.wove.passed=" + passedValue),
                    passed.start(Report.class, with("property", "test.of.wove.passed"))
                            .join()
                            .notes());
            assertEquals(
                    List.of("test.of.wove.kept=null"),
                    passed.start(Report.class, with("property", "test.of.wove.kept"))
                            .join()
                            .notes());
        } finally {
            System.clearProperty("test.of.wove.passed");
            System.clearProperty("test.of.wove.kept");
        }
    }

    @Test
    @DisplayName("a weave class that is not detached runs here")
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
                "{\"format\":1}",
                "{\"format\":2,\"weave\":\"java.lang.String\",\"codecs\":\"x\",\"inputs\":{}}",
                "{\"format\":2,\"weave\":\"no.such.Weave\",\"codecs\":\"x\",\"inputs\":{}}")) {
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
        var run = Detached.in(runs).find(Report.class, id);
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

    /** The job is taken when the process is about to run the weave; it has no other way to tell. */
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
    @DisplayName("a weave whose value cannot pass between processes is refused before one starts")
    void valueWithoutCodec() throws Exception {
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> Detached.in(folder).start(Faulty.class, Map.of("fault", "")));
        assertTrue(thrown.getMessage().contains("Value.broken is a dev.wove.detached.Faulty$Unwritable"));
        assertNothingLeft(folder);
    }

    private static void assertNothingLeft(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    @DisplayName("a run whose process cannot be started leaves nothing behind, and no inputs")
    void cannotStart() throws Exception {
        // Argument files are in the encoding of the system, which half a character is never part of.
        var detached = detached().jvmOption("-Dtest.of.wove=\ud83d");
        assertThrows(IOException.class, () -> detached.start(Report.class, AT_ONCE));
        assertNothingLeft(folder);
    }

    @Test
    @DisplayName("half a character in an input comes back as it was")
    void halfCharacter() throws Exception {
        var run = faulty("half \ud83d");
        assertEquals("half \ud83d", run.join().text());
    }

    @Test
    @DisplayName("a result that somebody has damaged is named")
    void damagedResult() throws Exception {
        var run = detached().start(Report.class, AT_ONCE);
        run.join();
        var result = run.folder().resolve("result.json");
        for (var text : List.of("", "{", "{\"state\":\"UNHEARD\"}", "[]", "null")) {
            Files.writeString(result, text);
            var thrown = assertThrows(UncheckedIOException.class, run::state, text);
            assertTrue(thrown.getCause().getMessage().startsWith("The file " + result + " is damaged: "), text);
            assertThrows(UncheckedIOException.class, run::join, text);
        }
    }

    @Test
    @DisplayName("a body that ends the JVM is the failure of the run, with its place where the JVM tells it")
    void exits() throws Exception {
        var run = faulty("exit");
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        assertEquals(DetachedState.FAILED, thrown.state());
        assertTrue(thrown.getMessage().contains("has ended the process by System.exit"), thrown::getMessage);
        // Nobody sees the stack of another's virtual thread.
        if (Runtime.version().feature() < 24) {
            assertTrue(thrown.trace().contains("Faulty.value(Faulty.java:"), thrown::trace);
        }
        assertEquals(OptionalInt.of(5), run.exitCode());
    }

    @Test
    @DisplayName("a run of which nobody could be told does not go on without a handle")
    void nobodyTold() throws Exception {
        // The file system, the run's folder, the job, the arguments, the log: there is no room for process.json.
        try (var disk = FullDisk.mounted(folder, "nr_inodes=5,size=1m")) {
            assertThrows(IOException.class, () -> detached().start(Report.class, AT_ONCE));
            assertNothingLeft(disk.folder());
            var path = folder.toString();
            assertFalse(ProcessHandle.current()
                    .descendants()
                    .anyMatch(process -> process.info().commandLine().orElse("").contains(path)));
        }
    }

    @Test
    @DisplayName("a value that does not fit on the disk is a failure that says so, and leaves no draft")
    void valueDoesNotFit() throws Exception {
        try (var disk = FullDisk.mounted(folder, "size=1m")) {
            assertNothingLeft(disk.folder());
            var run = faulty("large");
            var thrown = assertThrows(DetachedFailedException.class, run::join);
            assertEquals(DetachedState.FAILED, thrown.state());
            assertTrue(thrown.getMessage().contains("The result of the run could not be written"));
            try (var files = Files.list(run.folder())) {
                assertFalse(files.anyMatch(file -> file.toString().endsWith(".new")));
            }
        }
    }

    private DetachedRun<Faulty.Value> faulty(String fault) throws IOException {
        return Detached.in(folder).codecs(Faulty.Registered.class).start(Faulty.class, Map.of("fault", fault));
    }

    @Test
    @DisplayName("BG13 errors on the way to the result are the failure of the run, and its process ends")
    void faultyEndings() throws Exception {
        assertFails("codec", "java.lang.AssertionError: no text");
        assertFails("cycle", "java.lang.IllegalArgumentException: Could not encode the value of the weave");
        assertFails("deep", "java.lang.IllegalArgumentException: Could not encode the value of the weave");
        assertFails(
                "message",
                "dev.wove.detached.Faulty$Mute: (its message cannot be read: java.lang.UnsupportedOperationException)");
    }

    private void assertFails(String fault, String failure) throws Exception {
        var run = faulty(fault);
        var thrown = assertThrows(DetachedFailedException.class, run::join);
        var expected = "Weave 'Faulty' failed in a process of its own: " + failure;
        assertTrue(thrown.getMessage().startsWith(expected), thrown::getMessage);
        assertEquals(OptionalInt.of(2), run.exitCode());
    }

    @Test
    @DisplayName("BG16 a weave class that cannot be initialized is a failure of the run, and not a cancellation")
    void brokenClass() throws Exception {
        var run = Detached.in(folder)
                .codecs(Faulty.Registered.class)
                .jvmOption("-Dtest.of.wove.broken=true")
                .start(Faulty.class, Map.of("fault", ""));
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
