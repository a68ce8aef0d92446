package dev.wove.examples.docs;

import static dev.wove.OnFailure.CONTINUE;
import static dev.wove.java.TaskFunctions.asyncFunction;
import static dev.wove.java.TaskFunctions.taskFunction;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wove.Exit;
import dev.wove.Outcome;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.function.TaskFunction1;
import dev.wove.function.TaskFunction2;
import dev.wove.java.LiveScope;
import dev.wove.java.Wove;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The samples of the guide's pages on scopes and on calling from anywhere, in Java. */
class JavaScopeSamplesTest {
    private static final class Client {
        CompletableFuture<String> fetch(int id) {
            return CompletableFuture.completedFuture("page " + id);
        }
    }

    private static final Client client = new Client();

    private static String download(int id) {
        return "page " + id;
    }

    // tag::task-functions-java[]
    static final TaskFunction1<Integer, String> page = taskFunction("page", id -> download(id)); // may block
    static final TaskFunction1<Integer, String> fetch = asyncFunction("fetch", id -> client.fetch(id)); // gives a stage
    static final TaskFunction2<String, String, String> join = taskFunction("join", (a, b) -> a + " and " + b);
    // end::task-functions-java[]

    @Test
    void first() {
        // tag::first-scope-java[]
        String both;
        try (var scope = Wove.taskScope()) {
            var first = scope.start(page, 1); //                      starts now
            var second = scope.start(fetch, 2); //                    starts now, too
            both = scope.start(join, first, second).join(); //        starts when both are there
        }
        // end::first-scope-java[]
        assertEquals("page 1 and page 2", both);
    }

    @Test
    void arguments() {
        // tag::scope-arguments-java[]
        String text;
        try (var scope = Wove.with(WeaveOptions.onFailure(CONTINUE)).taskScope()) {
            var pages = Stream.of(1, 2, 3).map(id -> scope.start(page, id)).toList();
            var ads = scope.<String>start(() -> {
                throw new IllegalStateException("the ad server is down");
            });
            text = scope.start(scope.all(pages), scope.settled(ads), (texts, ad) -> String.join(", ", texts) + adOf(ad))
                    .join();
        }
        // end::scope-arguments-java[]
        assertEquals("page 1, page 2, page 3; none", text);
    }

    private static String adOf(Outcome<String> ad) {
        return ad.isSuccess() ? "; " + ad.orNull() : "; none";
    }

    @Test
    void orderAndOptions() {
        var log = new ConcurrentLinkedQueue<String>();
        // tag::scope-options-java[]
        try (var scope = Wove.taskScope()) {
            var lock = scope.named("lock").run(() -> log.add("locked"));
            var patient = Policy.retries(3).timeout(ofSeconds(2));
            scope.named("write").after(lock).with(patient).run(scope.start(page, 1), text -> log.add("written"));
        }
        // end::scope-options-java[]
        assertEquals(List.of("locked", "written"), List.copyOf(log));
    }

    @Test
    void growing() {
        var seen = new ConcurrentLinkedQueue<String>();
        try (var scope = Wove.taskScope()) {
            visit("a", scope, seen);
        }
        assertEquals(7, seen.size());
    }

    // tag::scope-growing-java[]
    private static void visit(String site, LiveScope scope, ConcurrentLinkedQueue<String> seen) {
        scope.run(() -> {
            seen.add(site);
            linksOf(site).forEach(link -> visit(link, scope, seen));
        });
    }
    // end::scope-growing-java[]

    private static List<String> linksOf(String site) {
        return site.length() > 4 ? List.of() : List.of(site + "/1", site + "/2");
    }

    @Test
    void exits() throws InterruptedException {
        var beat = new CountDownLatch(1);
        // tag::scope-exit-java[]
        try (var scope = Wove.taskScope(Exit.CANCEL)) {
            scope.run(() -> {
                while (true) {
                    Thread.sleep(10);
                    beat.countDown();
                }
            });
            beat.await();
        } // the endless task is interrupted
        // end::scope-exit-java[]
        assertEquals(0, beat.getCount());
    }

    @Test
    void calls() {
        // tag::calls-java[]
        String text = page.call(1); //                                blocks
        CompletableFuture<String> later = page.future(1); //          cancelling it cancels the call
        // end::calls-java[]
        assertEquals(text, later.join());
    }
}
