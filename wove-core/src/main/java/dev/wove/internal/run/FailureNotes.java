package dev.wove.internal.run;

import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.internal.graph.Ending;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes notes on failures and ties the failures of one run together. Nothing here throws: an exception may be of any
 * class, a mock included, and a weave is not to hang because one fails when it is looked at.
 */
public final class FailureNotes {
    /** How many exceptions are attached to the first; the rest are counted. */
    public static final int MOST_ATTACHED = 32;

    private static final int MOST_INPUTS = 8;
    private static final int LONGEST_VALUE = 80;
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    private FailureNotes() {}

    /** The text: what failed, where, after how many attempts, with which inputs. */
    public static String text(
            TaskNode<?> node,
            int item,
            int attempt,
            Throwable failure,
            @Nullable Object body,
            Function<Task<?>, @Nullable TaskNode<?>> nodeOf,
            boolean showValues) {
        var text = new StringBuilder("Task '").append(node.name()).append('\'');
        if (item >= 0) {
            text.append(", item ").append(item);
        }
        text.append(" in weave '").append(node.graph.name()).append("' failed");
        try {
            describe(text, node, attempt, failure, body, nodeOf, showValues);
        } catch (Throwable e) {
            text.append("\n  (no more is known: a closer look failed with ")
                    .append(e.getClass().getName())
                    .append(")");
        }
        return text.toString();
    }

    private static void describe(
            StringBuilder text,
            TaskNode<?> node,
            int attempt,
            Throwable failure,
            @Nullable Object body,
            Function<Task<?>, @Nullable TaskNode<?>> nodeOf,
            boolean showValues) {
        int attempts = allowedAttempts(node);
        if (attempts > 1) {
            text.append(" after ")
                    .append(attempt)
                    .append(" of ")
                    .append(attempts)
                    .append(" attempts");
        }
        text.append(": ").append(failure.getClass().getName());
        var line = body == null ? null : BodyLocation.find(body, failure);
        if (line != null) {
            text.append("\n  Body: ").append(line);
        }
        var inputs = inputs(node, nodeOf, showValues);
        if (!inputs.isEmpty()) {
            text.append("\n  Inputs: ").append(inputs);
        }
    }

    private static int allowedAttempts(TaskNode<?> node) {
        var retries = node.policy().retries();
        return retries == null ? 1 : retries + 1;
    }

    private static String inputs(
            TaskNode<?> node, Function<Task<?>, @Nullable TaskNode<?>> nodeOf, boolean showValues) {
        var parts = new ArrayList<String>();
        var inputs = node.inputs();
        for (int i = 0; i < Math.min(inputs.length, MOST_INPUTS); i++) {
            parts.add(input(inputs[i], nodeOf, showValues));
        }
        if (inputs.length > MOST_INPUTS) {
            parts.add("... (" + inputs.length + " in all)");
        }
        return String.join(", ", parts);
    }

    private static String input(TaskInput input, Function<Task<?>, @Nullable TaskNode<?>> nodeOf, boolean showValues) {
        var task = TakenInput.taskOf(input);
        var target = nodeOf.apply(task);
        var state = target == null ? null : target.state();
        if (target == null || state == null || state instanceof TaskNode.Waiter) {
            return task.name();
        }
        if (state instanceof Ending ending) {
            return task.name() + ": " + ending.kind.name().toLowerCase(java.util.Locale.ROOT);
        }
        var value = target.valueOf(state);
        if (value == null) {
            return task.name() + ": null";
        }
        var type = task.name() + ": " + value.getClass().getSimpleName();
        return showValues ? type + " = " + shortened(value) : type;
    }

    private static String shortened(Object value) {
        String text;
        try {
            text = String.valueOf(value);
        } catch (Throwable e) {
            // Also an Error, as of a value that contains itself: it is not what failed.
            return "(its toString fails with " + e.getClass().getSimpleName() + ")";
        }
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
    }

    /** Puts {@code text} on {@code failure}, or into the log where that cannot be. */
    public static void attach(Throwable failure, String text, Object root) {
        boolean carried = false;
        try {
            carried = carries(failure, text, root);
        } catch (Throwable e) {
            LOG.debug("An exception takes no note", e);
        }
        if (!carried) {
            LOG.warn("{}\n  (the exception could not carry this note)", text);
        }
    }

    private static boolean carries(Throwable failure, String text, Object root) {
        @Nullable FailureNote present = null;
        for (var suppressed : failure.getSuppressed()) {
            if (suppressed instanceof FailureNote note) {
                present = note;
            }
        }
        if (present != null) {
            if (present.isOf(root)) {
                present.add(text);
                return true;
            }
        } else if (!(failure instanceof FailureNote)) {
            var note = new FailureNote(root, text);
            failure.addSuppressed(note);
            var kept = failure.getSuppressed();
            return kept.length > 0 && kept[kept.length - 1] == note;
        }
        return false;
    }

    /** Attaches the other failures of a run to the one that is thrown. */
    public static void attachOthers(Throwable thrown, List<? extends Throwable> others) {
        try {
            attachTo(thrown, others);
        } catch (Throwable e) {
            LOG.debug("An exception takes no others", e);
        }
    }

    private static void attachTo(Throwable thrown, List<? extends Throwable> others) {
        int attached = 0;
        int left = 0;
        for (var other : others) {
            if (other == thrown || causes(thrown, other) || causes(other, thrown) || isSuppressedIn(thrown, other)) {
                continue;
            }
            if (attached < MOST_ATTACHED) {
                thrown.addSuppressed(other);
                attached++;
            } else {
                left++;
            }
        }
        if (left > 0) {
            thrown.addSuppressed(new FailureNote(new Object(), left + " more failures are in result.failures() only"));
        }
    }

    private static boolean isSuppressedIn(Throwable thrown, Throwable other) {
        for (var suppressed : thrown.getSuppressed()) {
            if (suppressed == other) {
                return true;
            }
        }
        return false;
    }

    private static boolean causes(Throwable cause, Throwable effect) {
        int depth = 0;
        for (var e = causeOf(effect); e != null && depth < 100; e = causeOf(e), depth++) {
            if (e == cause) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /** Whether {@code failure} only says that its body was stopped. */
    public static boolean isStop(Throwable failure) {
        int depth = 0;
        for (@Nullable Throwable e = failure; e != null && depth < 100; e = causeOf(e), depth++) {
            if (e instanceof InterruptedException
                    || e instanceof java.util.concurrent.CancellationException
                    || e instanceof java.nio.channels.ClosedByInterruptException
                    || e instanceof java.io.InterruptedIOException && !(e instanceof java.net.SocketTimeoutException)) {
                return true;
            }
        }
        return false;
    }
}
