package dev.wove.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wove.Outcome;
import dev.wove.examples.docs.JavaSamples.Author;
import dev.wove.examples.docs.JavaSamples.Book;
import dev.wove.examples.docs.JavaSamples.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSamplesTest {
    private final JavaSamples samples = new JavaSamples();
    private final Page page =
            new Page(new Author("Ursula 4"), List.of(new Book("The Dispossessed"), new Book("Book 4")));

    @Test
    void theSamplesDoWhatTheySay(@TempDir Path folder) throws IOException {
        assertEquals(page, samples.firstWeave(4));
        assertEquals(new Author("Ursula 4"), samples.inputs());
        assertEquals(6, samples.manyInputs());
        assertEquals("no ad: the ad server is down", samples.checked());
        assertEquals(page, samples.async());
        assertEquals(page, samples.live());
        assertEquals(page, samples.planned());
        assertEquals(2, samples.mapped().size());
        assertEquals(Set.of("tea: 3", "cake: 5"), Set.copyOf(samples.itemsOf()));
        assertEquals(2, samples.lines(Files.writeString(folder.resolve("lines"), "a\nb")));
        assertEquals(300, samples.offer(new Book("abc")).cents());
        assertEquals("Ursula 4, no ad today", samples.handled());
    }

    @Test
    void aResultKeepsWhatFailed() {
        var result = samples.result();
        assertEquals(new Outcome.Succeeded<>("Ursula 4"), result.outcome("page"));
        assertInstanceOf(IOException.class, result.failures().get(0).cause());
        assertInstanceOf(Outcome.Failed.class, result.outcome("ad"));
    }
}
