package dev.wove.examples.docs;

import static dev.wove.Policy.workers;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.java.Wove;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class JavaReactiveSamplesTest {
    record Author(String name) {}

    record Book(String title) {}

    record Page(Author author, List<Book> books) {}

    private static final Page PAGE = new Page(new Author("Ada 4"), List.of(new Book("Noir"), new Book("Nuit")));

    /** What Spring gives. */
    record Shop(Mono<Author> ada, Flux<Book> all) {
        Mono<Author> author(int id) {
            return ada.map(author -> new Author(author.name() + " " + id));
        }

        Flux<Book> books(int id) {
            return all;
        }

        static Shop open() {
            return new Shop(Mono.just(new Author("Ada")), Flux.just(new Book("Noir"), new Book("Nuit")));
        }
    }

    /** What Quarkus gives. */
    record Store(Uni<Author> ada, Multi<Book> all) {
        Uni<Author> author(int id) {
            return ada.map(author -> new Author(author.name() + " " + id));
        }

        Multi<Book> books(int id) {
            return all;
        }

        static Store open() {
            return new Store(
                    Uni.createFrom().item(new Author("Ada")),
                    Multi.createFrom().items(new Book("Noir"), new Book("Nuit")));
        }
    }

    /** Is started, then cancelled. */
    private static final class Gates {
        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch cancelled = new CountDownLatch(1);

        Mono<Author> mono() {
            return Mono.<Author>never().doOnSubscribe(s -> started.countDown()).doOnCancel(cancelled::countDown);
        }

        Uni<Author> uni() {
            return Uni.createFrom()
                    .<Author>nothing()
                    .onSubscription()
                    .invoke(s -> started.countDown())
                    .onCancellation()
                    .invoke(cancelled::countDown);
        }

        void startThenCancel(Runnable cancel) throws InterruptedException {
            assertTrue(started.await(30, SECONDS), "it starts");
            assertEquals(1, cancelled.getCount());
            cancel.run();
            assertTrue(cancelled.await(30, SECONDS), "it is cancelled");
        }
    }

    // Reactor

    static class ReactorPages {
        private final Shop shop;

        ReactorPages(Shop shop) {
            this.shop = shop;
        }

        // tag::java-reactor[]
        Mono<Page> page(int id) {
            return Mono.fromFuture(() -> Wove.weaveAsync("page", w -> {
                var author = w.async("author", () -> shop.author(id).toFuture());
                var books = w.async("books", () -> shop.books(id).collectList().toFuture());
                return w.task("page", author, books, Page::new);
            }));
        }
        // end::java-reactor[]
    }

    @Test
    void aWeaveOfMonosIsAMono() {
        assertEquals(PAGE, new ReactorPages(Shop.open()).page(4).block());
    }

    @Test
    void aMonoIsAWeaveForEachSubscriber() {
        var page = new ReactorPages(Shop.open()).page(4);
        assertEquals(page.block(), page.block());
    }

    @Test
    void anErrorIsTheSameInstance() {
        var down = new IOException("down");
        var pages = new ReactorPages(new Shop(Mono.error(down), Flux.empty()));
        assertEquals(
                down,
                assertThrows(RuntimeException.class, () -> pages.page(4).block())
                        .getCause());
    }

    @Test
    void anEmptyMonoIsNull() {
        assertNull(Wove.weave("empty", w -> w.async("none", () -> Mono.empty().toFuture())));
    }

    @Test
    void cancellingTheMonoCancelsTheBodiesOfTheWeave() throws Exception {
        var gates = new Gates();
        var subscription =
                new ReactorPages(new Shop(gates.mono(), Flux.empty())).page(4).subscribe();
        gates.startThenCancel(subscription::dispose);
    }

    @Test
    void cancellingTheMonoInterruptsABlockingBody() throws Exception {
        var gates = new Gates();
        var subscription = Mono.fromFuture(() -> Wove.weaveAsync(
                        "page",
                        w -> w.task("blocks", () -> {
                            gates.started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                gates.cancelled.countDown();
                                throw e;
                            }
                            return 1;
                        })))
                .subscribe();
        gates.startThenCancel(subscription::dispose);
    }

    @Test
    void cancellingTheWeaveCancelsTheSubscription() throws Exception {
        var gates = new Gates();
        var page = Wove.weaveAsync(
                "page", w -> w.async("author", () -> gates.mono().toFuture()));
        gates.startThenCancel(() -> page.cancel(true));
    }

    @Test
    void aFailureInTheWeaveCancelsTheSubscription() throws Exception {
        var gates = new Gates();
        var down = new CompletableFuture<Integer>();
        Wove.weaveAsync("page", w -> {
            w.async("author", () -> gates.mono().toFuture());
            return w.async("other", () -> down);
        });
        gates.startThenCancel(() -> down.completeExceptionally(new IOException("down")));
    }

    @Test
    void aFluxIsReadAsAStream() {
        var shop = Shop.open();
        // tag::java-flux[]
        List<String> titles = Wove.weave("titles", w -> {
            Stream<Book> books = shop.books(4).toStream(16); // 16 at a time
            return w.with(workers(4)).each("titles", books, Book::title);
        });
        // end::java-flux[]
        assertEquals(List.of("Noir", "Nuit"), titles);
    }

    @Test
    void cancellingTheWeaveCancelsTheFlux() throws Exception {
        var gates = new Gates();
        var books = Flux.just(new Book("Noir")).concatWith(Flux.never()).doOnCancel(gates.cancelled::countDown);
        var titles = Wove.weaveAsync(
                "titles",
                w -> w.each("titles", books.toStream(1), book -> {
                    gates.started.countDown();
                    return book.title();
                }));
        gates.startThenCancel(() -> titles.cancel(true));
    }

    // Mutiny

    static class MutinyPages {
        private final Store shop;

        MutinyPages(Store shop) {
            this.shop = shop;
        }

        // tag::java-mutiny[]
        Uni<Page> page(int id) {
            return Uni.createFrom()
                    .completionStage(() -> Wove.weaveAsync("page", w -> {
                        var author = w.async("author", () -> shop.author(id).subscribeAsCompletionStage());
                        var books = w.async(
                                "books", () -> shop.books(id).collect().asList().subscribeAsCompletionStage());
                        return w.task("page", author, books, Page::new);
                    }));
        }
        // end::java-mutiny[]
    }

    @Test
    void aWeaveOfUnisIsAUni() {
        assertEquals(PAGE, new MutinyPages(Store.open()).page(4).await().indefinitely());
    }

    @Test
    void cancellingTheUniCancelsTheBodiesOfTheWeave() throws Exception {
        var gates = new Gates();
        var subscription = new MutinyPages(
                        new Store(gates.uni(), Multi.createFrom().empty()))
                .page(4)
                .subscribe()
                .with(page -> {});
        gates.startThenCancel(subscription::cancel);
    }

    @Test
    void cancellingTheWeaveCancelsTheSubscriptionOfTheUni() throws Exception {
        var gates = new Gates();
        var page =
                Wove.weaveAsync("page", w -> w.async("author", () -> gates.uni().subscribeAsCompletionStage()));
        gates.startThenCancel(() -> page.cancel(true));
    }

    @Test
    void aMultiIsReadAsAStream() {
        var shop = Store.open();
        // tag::java-multi[]
        List<String> titles = Wove.weave("titles", w -> {
            Stream<Book> books = shop.books(4).subscribe().asStream();
            return w.with(workers(4)).each("titles", books, Book::title);
        });
        // end::java-multi[]
        assertEquals(List.of("Noir", "Nuit"), titles);
    }

    @Test
    void cancellingTheWeaveCancelsTheMulti() throws Exception {
        var gates = new Gates();
        var books = Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(new Book("Noir")),
                        Multi.createFrom().<Book>nothing())
                .onCancellation()
                .invoke(gates.cancelled::countDown);
        var titles = Wove.weaveAsync(
                "titles",
                w -> w.each("titles", books.subscribe().asStream(), book -> {
                    gates.started.countDown();
                    return book.title();
                }));
        gates.startThenCancel(() -> titles.cancel(true));
    }
}
