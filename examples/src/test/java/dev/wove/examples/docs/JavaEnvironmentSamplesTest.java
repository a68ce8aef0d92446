package dev.wove.examples.docs;

import static dev.wove.Policy.environment;
import static dev.wove.Policy.workers;
import static dev.wove.java.Given.given;
import static dev.wove.remote.InMemoryEnvironment.inMemory;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.PlanException;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import dev.wove.config.WoveConfiguration;
import dev.wove.environment.Remote;
import dev.wove.java.Wove;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("serial") // Samples without what readers need not see
class JavaEnvironmentSamplesTest {
    public record Picture(int id, String path) {}

    // tag::java-press[]
    public static class OutOfInk extends Exception {
        public OutOfInk(String message) {
            super(message);
        }
    }

    @Remote("press")
    public interface Press {
        String etch(Picture picture) throws OutOfInk;

        List<String> proof(Picture picture, int copies);
    }
    // end::java-press[]

    // tag::java-newer-parameter[]
    @Remote("press")
    public interface LongPress {
        List<String> proof(Picture picture, int copies, @Nullable String paper);
    }
    // end::java-newer-parameter[]

    private static class FakePress implements Press {
        @Override
        public String etch(Picture picture) throws OutOfInk {
            if (picture.id() == 0) {
                throw new OutOfInk("no ink for " + picture.path());
            }
            return "etched " + picture.path();
        }

        @Override
        public List<String> proof(Picture picture, int copies) {
            return Stream.generate(picture::path).limit(copies).toList();
        }
    }

    // tag::java-class[]
    public static class Etching extends Weave<String> {
        @Do
        Picture picture(@Input int id) {
            return new Picture(id, "a cat");
        }

        @Do(environment = "presses", retries = 2, timeout = "30s")
        String etched(Picture picture) { // the body runs on the worker
            return "etched " + picture.path();
        }
    }
    // end::java-class[]

    private final WeaveOptions configured = WeaveOptions.config(WoveConfiguration.of(c -> c.environment(
                    "presses", inMemory().serve(Press.class, new FakePress()).weave(Etching.class, Etching::new))
            .route(Press.class, "presses")));

    @Test
    void methodsOfAnInterfaceRunWhereTheConfigurationSendsThem() {
        var pictures = List.of(new Picture(1, "a dog"), new Picture(2, "a bird"));
        // tag::java-remote[]
        List<String> issue = Wove.with(configured).weave("issue", w -> {
            var cover = w.task("cover", () -> new Picture(7, "a cat")); // here
            var proofs = w.remote("proofs", Press::proof, cover, w.given(2)); // where configuration sends Press
            var etched = w.with(workers(20)).eachRemote("etched", Press::etch, pictures);
            var again = w.with(environment("presses").timeout(ofSeconds(30)).retries(2))
                    .remote("again", Press::etch, cover);
            return w.task("issue", List.of(proofs, etched, again), in -> {
                var all = Stream.concat(in.get(proofs).stream(), in.get(etched).stream());
                return Stream.concat(all, Stream.of(in.get(again))).toList();
            });
        });
        // end::java-remote[]
        assertEquals(List.of("a cat", "a cat", "etched a dog", "etched a bird", "etched a cat"), issue);
    }

    @Test
    void aMergeRunsElsewhereInsideATask() {
        var pictures = List.of(new Picture(1, "a dog"), new Picture(2, "a bird"));
        // tag::java-merge-remote[]
        List<String> etched = Wove.with(configured)
                .weave(
                        "issue",
                        w -> w.task("etched", () -> {
                            var chosen =
                                    pictures.stream().filter(it -> it.id() > 0).toList(); // known once it runs
                            return Wove.with(workers(4)).mergeEachRemote("etched", Press::etch, chosen);
                        }));
        // end::java-merge-remote[]
        assertEquals(List.of("etched a dog", "etched a bird"), etched);
    }

    @Test
    void aParameterMayBeAddedOnEitherSideFirst() {
        LongPress newer = (picture, copies, paper) -> List.of(picture.path() + " on " + paper);
        var worker = inMemory().serve(LongPress.class, newer);
        var options = WeaveOptions.config(
                WoveConfiguration.of(c -> c.environment("presses", worker).route(Press.class, "presses")));
        List<String> proofs = Wove.with(options)
                .weave("issue", w -> w.remote("proofs", Press::proof, w.given(new Picture(1, "a dog")), w.given(1)));
        assertEquals(List.of("a dog on null"), proofs);
    }

    @Test
    void aMethodOfAClassRunsElsewhere() {
        var etched = Wove.with(configured).weave(new Etching(), given("id", 7));
        assertEquals("etched a cat", etched);
    }

    @Test
    void anExceptionThatTheMethodDeclaresIsThrownAsItself() {
        var failure = assertThrows(
                OutOfInk.class,
                () -> Wove.with(configured)
                        .weave("issue", w -> w.remote("etched", Press::etch, w.given(new Picture(0, "a dog")))));
        assertEquals("no ink for a dog", failure.getMessage());
    }

    @Test
    void aLambdaCannotLeave() {
        assertThrows(
                PlanException.class,
                () -> Wove.with(configured)
                        .weave(
                                "issue",
                                w -> w.remote(
                                        "etched",
                                        (Press press, Picture picture) -> press.etch(picture),
                                        w.given(new Picture(1, "a dog")))));
    }
}
