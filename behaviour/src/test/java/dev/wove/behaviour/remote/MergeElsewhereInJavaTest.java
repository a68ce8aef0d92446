package dev.wove.behaviour.remote;

import static dev.wove.Policy.environment;
import static dev.wove.remote.InMemoryEnvironment.inMemory;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.WoveConfiguration;
import dev.wove.environment.Delivery;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Merging into an environment, as a Java program does it. */
@Timeout(60)
class MergeElsewhereInJavaTest {
    public interface Post {
        String stamp(String letter);

        void send(String letter) throws IOException;
    }

    private static final class Office implements Post {
        private final Set<String> sent = new ConcurrentSkipListSet<>();

        @Override
        public String stamp(String letter) {
            return letter + "!";
        }

        @Override
        public void send(String letter) throws IOException {
            if (letter.isEmpty()) {
                throw new IOException("no letter");
            }
            sent.add(letter);
        }
    }

    private final Office office = new Office();
    private final RecordedWorker worker = new RecordedWorker(inMemory().serve(Post.class, office));
    private final WeaveOptions options = WeaveOptions.config(
            WoveConfiguration.of(c -> c.environment("office", worker).route(Post.class, "office")));

    @Test
    @DisplayName("MG18 a body that blocks merges into an environment")
    void blocking() {
        List<String> stamped = Wove.with(options)
                .weave(
                        "post",
                        w -> w.task("all", () -> {
                            var all = new ArrayList<>(Wove.mergeEachRemote("stamps", Post::stamp, List.of("a", "b")));
                            all.add(Wove.mergeRemote("stamp", Post::stamp, "c"));
                            Wove.mergeRemote("send", Post::send, "d");
                            Wove.mergeEachRemote("sends", Post::send, List.of("e", "f"));
                            return all;
                        }));
        assertEquals(List.of("a!", "b!", "c!"), stamped);
        assertEquals(Set.of("d", "e", "f"), office.sent);
        assertEquals(6, worker.getCalls().size());
    }

    @Test
    @DisplayName("MG17 a body that returns a stage merges into an environment, with options")
    void stages() {
        var delivery = Delivery.idempotencyKey("merge:{0}");
        List<String> stamped = Wove.with(options)
                .weave(
                        "post",
                        w -> w.async("all", () -> {
                            var merging =
                                    Wove.with(environment("office").workers(1).delivery(delivery));
                            return merging.mergeEachRemoteAsync("stamps", Post::stamp, List.of("1", "2"))
                                    .thenCombine(Wove.mergeRemoteAsync("stamp", Post::stamp, "3"), (list, last) -> {
                                        var all = new ArrayList<>(list);
                                        all.add(last);
                                        return all;
                                    })
                                    .thenCombine(Wove.mergeRemoteAsync("send", Post::send, "x"), (all, none) -> all)
                                    .thenCombine(
                                            Wove.mergeEachRemoteAsync("sends", Post::send, List.of("y")),
                                            (all, none) -> all);
                        }));
        assertEquals(List.of("1!", "2!", "3!"), stamped);
        assertEquals(Set.of("x", "y"), office.sent);
        var keys = worker.getCalls().stream()
                .filter(call -> call.task().equals("stamps"))
                .map(call -> call.idempotencyKey())
                .toList();
        var stamp = Post.class.getCanonicalName() + ".stamp:merge:";
        assertEquals(List.of(stamp + "1", stamp + "2"), keys);
    }

    @Test
    @DisplayName("what the method throws is thrown to the body")
    void failure() {
        var message = Wove.with(options)
                .weave(
                        "post",
                        w -> w.task(
                                "all",
                                () -> assertThrows(
                                                IOException.class,
                                                () -> Wove.with(Policy.none()).mergeRemote("send", Post::send, ""))
                                        .getMessage()));
        assertEquals("no letter", message);
    }

    @Test
    @DisplayName("outside of a body it is refused")
    void outside() {
        var refused = assertThrows(IllegalStateException.class, () -> Wove.mergeRemote("stamp", Post::stamp, "a"));
        assertTrue(refused.getMessage().contains("outside the body of a task"));
    }
}
