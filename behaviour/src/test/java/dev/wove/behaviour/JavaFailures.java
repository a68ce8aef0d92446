package dev.wove.behaviour;

import dev.wove.Policy;
import dev.wove.java.Wove;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** Weaves that fail, as a Java program writes them. */
final class JavaFailures {
    private JavaFailures() {}

    static List<Integer> itemsStartedBeforeTheFailure() {
        var started = new CopyOnWriteArrayList<Integer>();
        try {
            Wove.weave(
                    "w",
                    w -> w.with(Policy.workers(1)).each("each", List.of(1, 2, 3), n -> {
                        started.add(n);
                        throw new IllegalStateException("x");
                    }));
        } catch (IllegalStateException e) {
            return started;
        }
        throw new AssertionError();
    }

    static String failing() {
        return Wove.weave("page", w -> {
            var id = w.task("id", () -> 7);
            return w.task("author", id, n -> {
                throw new IOException("no author " + n);
            });
        });
    }

    static int failingLine(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> "JavaFailures.java".equals(frame.getFileName()))
                .findFirst()
                .orElseThrow()
                .getLineNumber();
    }

    static String caughtByType() {
        try {
            Wove.<String, SQLException>weave(
                    "w",
                    w -> w.task("a", () -> {
                        throw new SQLException("x");
                    }));
        } catch (SQLException e) {
            return "caught";
        }
        return "not thrown";
    }

    static Throwable notCaught() {
        try {
            Wove.weave(
                    "w",
                    w -> w.run("a", () -> {
                        throw new SQLException("x");
                    }));
        } catch (Exception e) {
            return e;
        }
        return new AssertionError();
    }

    static boolean futureFailsWithTheSame() {
        var failure = new SQLException("x");
        var future = Wove.weaveAsync(
                "w",
                w -> w.run("a", () -> {
                    throw failure;
                }));
        try {
            future.join();
        } catch (CompletionException e) {
            return e.getCause() == failure;
        }
        return false;
    }

    static Throwable stageInTask() {
        try {
            Wove.weave("w", w -> w.task("x", () -> CompletableFuture.completedFuture(1)));
        } catch (IllegalStateException e) {
            return e;
        }
        return new AssertionError();
    }
}
