package dev.wove.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.linkedin.parseq.Engine;
import com.linkedin.parseq.EngineBuilder;
import com.linkedin.parseq.Task;
import dev.wove.examples.docs.JavaSamples.Author;
import dev.wove.examples.docs.JavaSamples.Authors;
import dev.wove.examples.docs.JavaSamples.Book;
import dev.wove.examples.docs.JavaSamples.Library;
import dev.wove.examples.docs.JavaSamples.Page;
import dev.wove.java.Wove;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Java samples of the pages for those who know another library, on its side and on ours. */
class JavaComingFromSamplesTest {
    private final Authors authors = new Authors();
    private final Library library = new Library();
    private final Page page =
            new Page(new Author("Ursula 4"), List.of(new Book("The Dispossessed"), new Book("Book 4")));

    private ExecutorService pool;
    private ScheduledExecutorService timers;
    private Engine engine;

    @BeforeEach
    void open() {
        pool = Executors.newFixedThreadPool(2);
        timers = Executors.newSingleThreadScheduledExecutor();
        engine = new EngineBuilder()
                .setTaskExecutor(pool)
                .setTimerScheduler(timers)
                .build();
    }

    @AfterEach
    void close() {
        engine.shutdown();
        pool.shutdownNow();
        timers.shutdownNow();
    }

    @Test
    void futures() {
        assertEquals(page, byFutures().join());
        assertEquals(page, byWeave().join());
    }

    @Test
    void parSeq() throws Exception {
        assertEquals(page, byParSeq());
    }

    private CompletableFuture<Page> byFutures() {
        // tag::by-futures[]
        var author = CompletableFuture.supplyAsync(() -> authors.find(4), pool);
        var books = CompletableFuture.supplyAsync(() -> library.byAuthor(4), pool);
        CompletableFuture<Page> page = author.thenCombine(books, Page::new); // if one fails, the other runs on
        // end::by-futures[]
        return page;
    }

    private CompletableFuture<Page> byWeave() {
        // tag::by-weave-java[]
        CompletableFuture<Page> page = Wove.weaveAsync("page", w -> {
            var author = w.task("author", () -> authors.find(4));
            var books = w.task("books", () -> library.byAuthor(4));
            return w.task("page", author, books, Page::new); // if one fails, the other is cancelled
        });
        // end::by-weave-java[]
        return page;
    }

    private Page byParSeq() throws InterruptedException {
        // tag::by-parseq[]
        Task<Author> author = Task.blocking("author", () -> authors.find(4), pool);
        Task<List<Book>> books = Task.blocking("books", () -> library.byAuthor(4), pool);
        Task<Page> page = Task.par(author, books).map("page", Page::new);
        engine.run(page);
        page.await();
        return page.get();
        // end::by-parseq[]
    }
}
