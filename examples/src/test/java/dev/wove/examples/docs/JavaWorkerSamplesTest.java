package dev.wove.examples.docs;

import static dev.wove.remote.HttpEnvironment.http;
import static dev.wove.remote.LocalEnvironment.local;
import static dev.wove.remote.Secret.env;
import static dev.wove.test.WeaveTests.configured;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wove.config.WoveConfiguration;
import dev.wove.environment.Remote;
import dev.wove.java.Wove;
import dev.wove.remote.HttpDoor;
import dev.wove.remote.MountedDoor;
import dev.wove.remote.RequestAnswer;
import dev.wove.remote.WorkerContext;
import dev.wove.remote.WoveWorker;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaWorkerSamplesTest {
    // tag::java-contract[]
    @Remote("ratings")
    interface Ratings {
        List<Integer> rate(List<String> comments) throws InterruptedException;
    }
    // end::java-contract[]

    // tag::java-context[]
    static class SlowRatings implements Ratings {
        @Override
        public List<Integer> rate(List<String> comments) {
            var ratings = comments.stream().map(String::length).toList();
            WorkerContext.current().progress(ratings.size());
            return ratings;
        }
    }
    // end::java-context[]

    /** Only compiled: a process that is a worker. */
    static class RatingsWorker {
        // tag::java-worker[]
        public static void main(String[] args) throws InterruptedException {
            WoveWorker.create()
                    .serve(Ratings.class, new SlowRatings())
                    .concurrency(16)
                    .door(HttpDoor.http(8080).secret(env("RATINGS_KEY")))
                    .start()
                    .awaitShutdown();
        }
        // end::java-worker[]
    }

    /** What of a request of a servlet is needed. */
    interface Request {
        String getMethod();

        String getRequestURI();

        String getHeader(String name);

        InputStream getInputStream();
    }

    /** Only compiled: a worker on a server that is there already. */
    static class Mounted {
        // tag::java-mounted[]
        private final MountedDoor door = MountedDoor.mounted().secret(env("RATINGS_KEY"));
        private final WoveWorker worker = WoveWorker.create()
                .serve(Ratings.class, new SlowRatings())
                .door(door)
                .start();

        void doPost(Request request, RequestAnswer answer) {
            door.handle(
                            request.getMethod(),
                            request.getRequestURI(),
                            request::getHeader,
                            request.getInputStream(),
                            answer)
                    .join();
        }
        // end::java-mounted[]
    }

    @Test
    void severalWorkersAreOneEnvironment() {
        var configuration = WoveConfiguration.of(c -> {
            // tag::java-several[]
            var workers = http("https://ratings-1.internal/wove/tasks", "https://ratings-2.internal/wove/tasks");
            var ratings = workers.secret(env("RATINGS_KEY"));
            c.environment(
                    "ratings",
                    ratings.otherwise(local(Ratings.class, new SlowRatings())).retries(2));
            // end::java-several[]
        });
        assertEquals(2, configuration.environment("ratings").policy().retries());
    }

    @Test
    void anImplementationStandsInForAWorker() throws Exception {
        // tag::java-local[]
        configured(
                c -> c.environment("ratings", local(Ratings.class, comments -> List.of(5)))
                        .route(Ratings.class, "ratings"),
                () -> {
                    var ratings = Wove.weave("page", w -> w.remote("ratings", Ratings::rate, w.given(List.of("good"))));
                    assertEquals(List.of(5), ratings);
                });
        // end::java-local[]
    }
}
