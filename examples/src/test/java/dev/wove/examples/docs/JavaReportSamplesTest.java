package dev.wove.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.WeaveOptions;
import dev.wove.examples.docs.JavaSamples.Authors;
import dev.wove.examples.docs.JavaSamples.Library;
import dev.wove.examples.docs.JavaSamples.Page;
import dev.wove.java.Wove;
import dev.wove.terminal.Progress;
import dev.wove.terminal.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java samples of "In the terminal" and "The report", compiled and run. */
class JavaReportSamplesTest {
    private final Authors authors = new Authors();
    private final Library library = new Library();

    @TempDir
    private Path folder;

    @Test
    void whatHappenedIsSeen() throws IOException {
        // tag::java-report[]
        try (var progress = Progress.show()) {
            var result = Wove.with(WeaveOptions.listener(progress)).weaveResult("page", w -> {
                var author = w.task("author", () -> authors.find(4));
                var books = w.task("books", () -> library.byAuthor(4));
                return w.task("page", author, books, Page::new);
            });
            Timeline.of(result).print();
            result.writeReport(folder.resolve("page.html"));
        }
        // end::java-report[]
        assertTrue(Files.size(folder.resolve("page.html")) > 10_000);
        assertEquals("Ursula 4", authors.find(4).name());
    }
}
