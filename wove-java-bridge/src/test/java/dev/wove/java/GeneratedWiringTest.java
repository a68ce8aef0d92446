package dev.wove.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.PlanException;
import dev.wove.Weave;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that were compiled without the names of parameters, with and without wiring that was generated for them. */
class GeneratedWiringTest {
    private static final String NAMELESS = """
            public class Nameless extends dev.wove.Weave<String> {
                @dev.wove.Do
                String word(@dev.wove.Input int times) { return "word".repeat(times); }

                @dev.wove.Do
                protected String by(String word) { return word + " by " + caller; }

                @dev.wove.Do
                String twice(String word, String by) { return word + ", " + by; }

                String caller = "a handle";
            }
            """;

    private static final String WIRING = """
            public class Nameless_Weaving extends dev.wove.internal.reuse.Wiring {
                @Override
                public String[] methods() {
                    return new String[] {
                        "word(int):times", "by(java.lang.String):word", "twice(java.lang.String,java.lang.String):word,by"
                    };
                }

                @Override
                public Object call(Object self, int index, dev.wove.internal.reuse.Arguments in) {
                    var weave = (Nameless) self;
                    switch (index) {
                        case 0: return weave.word((int) in.get(0));
                        case 1:
                            weave.caller = "generated code";
                            return weave.by((String) in.get(0));
                        default: return weave.twice((String) in.get(0), (String) in.get(1));
                    }
                }
            }
            """;

    private static final String SUBCLASS = """
            public class Sub extends Nameless {
                @Override
                protected String by(String word) { return "overridden in " + super.by(word); }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void withoutNamesTheMessageTellsTheCompilersFlag() throws Exception {
        var weave = load("Nameless", NAMELESS);
        assertEquals(
                "Task 'by' in Nameless has parameters without names in its class file, and names are the wiring.\n"
                        + "  Compile with -parameters (javac) or -java-parameters (Kotlin; javaParameters in the build), or let"
                        + " wove-processor run.",
                assertThrows(PlanException.class, () -> Wove.weave(weave, Given.given("times", 1)))
                        .getMessage()
                        .lines()
                        .skip(2)
                        .limit(2)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow());
    }

    @Test
    void generatedWiringNamesThemAndCallsTheMethods() throws Exception {
        var weave = load("Nameless", NAMELESS, WIRING);
        assertEquals("wordword, wordword by generated code", Wove.weave(weave, Given.given("times", 2)));
    }

    @Test
    void theWiringOfASuperclassServesItsSubclasses() throws Exception {
        var weave = load("Sub", NAMELESS, WIRING, SUBCLASS);
        assertEquals("word, overridden in word by generated code", Wove.weave(weave, Given.given("times", 1)));
    }

    private Weave<?> load(String name, String... sources) throws IOException, ReflectiveOperationException {
        var files = List.of(sources).stream().map(Source::new).toList();
        var options = List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertEquals(
                true, compiler.getTask(null, null, null, options, null, files).call());
        // Left open for the lifetime of the classes.
        var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        return (Weave<?>) loader.loadClass(name).getConstructor().newInstance();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + text.split("\\s+")[2] + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
