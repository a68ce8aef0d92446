package dev.wove.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jcstress tests in JVMs of their own, as they have to be. */
class BlockingRacesTest {
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
                "-f",
                "1",
                "-iters",
                Integer.toString(5 * Integer.getInteger("stress.factor", 1)),
                "-time",
                "1000",
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
        assertTrue(text.contains("RUN COMPLETE"), "jcstress has run no test");
    }
}
