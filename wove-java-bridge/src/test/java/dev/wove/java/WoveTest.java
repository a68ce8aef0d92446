package dev.wove.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WoveTest {
    record Page(String author, List<String> books) {}

    @Test
    void threeTasksReturnTheValueOfTheOneThatTheBlockReturns() {
        Page page = Wove.weave("page", w -> {
            var author = w.task("author", () -> "Ursula");
            var books = w.task("books", () -> List.of("The Dispossessed"));
            return w.task("page", author, books, Page::new);
        });
        assertEquals(new Page("Ursula", List.of("The Dispossessed")), page);
    }

    @Test
    void aFutureIsCompletedWithTheSameValue() {
        var page = Wove.<Page>weaveAsync("page", w -> {
            var author = w.task("author", () -> "Ursula");
            var books = w.task("books", author, a -> List.of(a));
            return w.task("page", author, books, Page::new);
        });
        assertEquals(new Page("Ursula", List.of("Ursula")), page.join());
    }
}
