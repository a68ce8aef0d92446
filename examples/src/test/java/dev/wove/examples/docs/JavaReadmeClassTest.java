package dev.wove.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class of the README can be pasted as it is: nothing but the text of the page is compiled and run here. */
class JavaReadmeClassTest {
    @Test
    void theClassOfTheReadmeCompilesByItselfAndPrintsWhatThePageShows(@TempDir Path folder) throws Exception {
        var sample = Pattern.compile(
                        "<!-- sample: class-alone-java -->\n```java\n(.*?)```.*?\n```\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../README.md")));
        assertTrue(sample.find());

        var source = Files.writeString(folder.resolve("Invoice.java"), sample.group(1));
        var complaints = new ByteArrayOutputStream();
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, complaints, "-parameters", "-proc:none", "-d", folder.toString(), source.toString());
        assertEquals(0, exit, complaints::toString);
        assertEquals(sample.group(2), printedBy(folder));
    }

    private static String printedBy(Path folder) throws Exception {
        var before = System.out;
        var bytes = new ByteArrayOutputStream();
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(bytes, true));
            loader.loadClass("Invoice").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return bytes.toString();
    }
}
