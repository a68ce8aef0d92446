package dev.wove.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jcstress tests in JVMs of their own, as they have to be. */
class BlockingRacesTest {
    private static final List<Class<?>> RACES =
            List.of(BlockingCallRace.class, CallerInterruptRace.class, FutureCancelRace.class, TaskCancelRace.class);

    /** What jcstress says of its progress: {@code (Results: 4 planned; 4 passed, 0 failed, 0 soft errs, 0 hard errs)}. */
    private static final Pattern RESULTS = Pattern.compile("\\(Results: ([1-9]\\d*) planned; (.*)\\)");

    @Test
    void no_outcome_is_forbidden(@TempDir Path folder) throws IOException, InterruptedException {
        var output = folder.resolve("output.txt");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                folder.resolve("results").toString(),
                // Known, so that it does not have to be measured.
                "-c",
                Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())),
                "-f",
                "1",
                "-iters",
                Integer.toString(2 * Integer.getInteger("stress.factor", 1)),
                "-time",
                "1000",
                "-v",
                // Weaves are slow beside what jcstress is made for, so the time goes into one configuration of the JVM.
                "-jvmArgs",
                "-Xmx256m",
                "-sc",
                "false",
                "-af",
                "NONE",
                "-strideSize",
                "16");
        int exit = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        var text = Files.readString(output);
        System.out.println(text);
        assertEquals(0, exit, "see the outcomes above");
        // Its exit code says nothing of tests that it has not found or not got to.
        var results = RESULTS.matcher(text).results().toList();
        assertFalse(results.isEmpty(), "jcstress has run no test");
        var last = results.get(results.size() - 1);
        assertEquals(last.group(1) + " passed, 0 failed, 0 soft errs, 0 hard errs", last.group(2));
        for (var race : RACES) {
            assertTrue(text.contains(race.getName()), () -> race + " is not among the outcomes above");
        }
    }
}
