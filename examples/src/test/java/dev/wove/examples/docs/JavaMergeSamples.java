package dev.wove.examples.docs;

import static dev.wove.Policy.retries;
import static java.time.Duration.ofSeconds;

import dev.wove.BackgroundWeaves;
import dev.wove.examples.docs.JavaSamples.Book;
import dev.wove.examples.docs.JavaSamples.Library;
import dev.wove.java.Items;
import dev.wove.java.Wove;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The Java samples of the guide on merging and background weaves, compiled and run. */
final class JavaMergeSamples {
    private final Library library = new Library();
    private final List<String> stored = new ArrayList<>();

    private int lengthOf(Book book) {
        return book.title().length();
    }

    private CompletableFuture<Integer> fetchLengthOf(Book book) {
        return CompletableFuture.supplyAsync(() -> lengthOf(book));
    }

    List<Integer> merged() {
        // tag::merge-java[]
        List<Integer> lengths = Wove.weave("lengths", w -> {
            var books = w.task("books", () -> library.byAuthor(4));
            return w.task(
                    "lengths", books, all -> Wove.with(retries(2).workers(4)).merge("length", all, this::lengthOf));
        });
        // end::merge-java[]
        return lengths;
    }

    List<Integer> mergedAsync() {
        // tag::merge-async-java[]
        List<Integer> lengths = Wove.weave("lengths", w -> {
            var books = w.task("books", () -> library.byAuthor(4));
            return w.async("lengths", books, all -> Wove.mergeAsync("length", all, this::fetchLengthOf));
        });
        // end::merge-async-java[]
        return lengths;
    }

    List<String> onDone() {
        // tag::on-done-java[]
        Wove.launchWeave("report", w -> w.task("books", () -> library.byAuthor(4)))
                .onDone(result -> store(result.failure() == null ? result.value() : result.failure()))
                // end::on-done-java[]
                .join();
        return stored;
    }

    private void store(Object value) {
        synchronized (stored) {
            stored.add(value.toString());
        }
    }

    String drained() {
        // tag::background-java[]
        var background = BackgroundWeaves.withGrace(ofSeconds(20)).drainOnShutdown();

        Wove.in(background)
                .launchWeave("report", w -> w.task("books", () -> library.byAuthor(4)))
                .onDone(this::store);
        // end::background-java[]
        var report = background.drain();
        background.close();
        return report.lost().size() + " lost";
    }

    List<List<Integer>> shapes() {
        // tag::items-java[]
        var lists = Items.fold(List.of(1, 2, 3, 4, 5), 2); // [[1, 2], [3, 4], [5]]
        var batches = Items.batch(Items.flatten(lists), 2); // [[1, 2, 3], [4, 5]]
        var map = Items.redict(Items.undict(Map.of("a", 1))); // {a=1}
        // end::items-java[]
        return map.isEmpty() ? List.of() : batches;
    }
}
