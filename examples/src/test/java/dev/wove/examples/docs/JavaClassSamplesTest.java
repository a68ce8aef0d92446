package dev.wove.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wove.examples.docs.JavaClassSamples.Author;
import dev.wove.examples.docs.JavaClassSamples.Comment;
import dev.wove.examples.docs.JavaClassSamples.Page;
import dev.wove.examples.docs.JavaClassSamples.Post;
import dev.wove.examples.docs.JavaClassSamples.Rating;
import dev.wove.examples.docs.JavaClassSamples.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaClassSamplesTest {
    private final JavaClassSamples samples = new JavaClassSamples();

    @Test
    void weaveClassesDoWhatTheySay() {
        assertEquals(
                new Page(new Post(7, 4), new Author("Ursula 4"), List.of(new Rating(0), new Rating(5))), samples.run());
        assertEquals(2, samples.only().size());
        assertEquals(List.of(new Comment("only one to 7")), samples.override());
        assertEquals(new Author("anonymous"), samples.subclass().author());
        assertEquals(8, samples.anonymous("weft"));
    }

    @Test
    void aTableBecomesAWeave() {
        var rows = List.of(
                new Row("c", 100, List.of("a", "b")), new Row("a", 1, List.of()), new Row("b", 10, List.of("a")));
        var result = samples.table(rows);
        assertEquals(112, result.get("c"));
        assertEquals(11, result.value());
    }
}
