package dev.wove.internal.run;

import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.internal.graph.Ending;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.text.DurationText;
import dev.wove.internal.text.SafeLog;
import dev.wove.trace.WaitCause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /** Where the rest are to be found. */
    public static final String IN_RESULT = "more failures are in result.failures() only";

    public static final String NOT_SHOWN = "more failures are not shown";

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
        text.append(" in ").append(node.graph.title()).append(" failed");
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
        boolean isFromInside = isNotedByOther(failure, text.toString());
        int attempts = allowedAttempts(node);
        if (attempts > 1) {
            text.append(" after ")
                    .append(attempt)
                    .append(" of ")
                    .append(attempts)
                    .append(" attempts");
            var deadline = node.policy().deadline();
            if (deadline != null && attempt < attempts) {
                text.append(", with a deadline of ").append(DurationText.of(deadline));
            }
        }
        text.append(": ").append(failure.getClass().getName());
        if (node.place().waitsAs() == WaitCause.DELIVERY) {
            text.append("\n  Ran: ").append(elsewhere(node, attempt));
        }
        var line = body == null ? null : BodyLocation.find(body, failure, isFromInside);
        if (line != null) {
            text.append("\n  Body: ").append(line);
        }
        var inputs = inputs(node, nodeOf, showValues);
        if (!inputs.isEmpty()) {
            text.append("\n  Inputs: ").append(inputs);
        }
    }

    private static String elsewhere(TaskNode<?> node, int attempt) {
        var worker = node.workerOf(attempt);
        var where = node.place().runsOn();
        return worker == null ? "in " + where : "on worker '" + worker + "' of " + where;
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

    /** Puts {@code text} on {@code failure}, or into the log where that cannot be; {@code token} stands for the run. */
    public static void attach(Throwable failure, String text, Object token) {
        var present = noteOn(failure);
        if (present != null && present.isOf(token)) {
            present.add(text);
        } else if (present != null || !carries(failure, new FailureNote(token, text))) {
            LOG.warn("{}\n  (the exception could not carry this note)", text);
        }
    }

    /**
     * Attaches {@code others}, and counts {@code more} of them that nobody has kept. Only an instance that carries a note
     * of this run takes them, or takes such a note now, with {@code text}: a shared one would collect those of every run.
     */
    public static void attachOthers(
            Throwable thrown,
            List<? extends Throwable> others,
            int more,
            String rest,
            Object token,
            Supplier<String> text) {
        try {
            var left = others.stream().filter(other -> !knows(thrown, other)).toList();
            if (left.isEmpty() && more == 0) {
                return;
            }
            var present = noteOn(thrown);
            var note = present != null ? present : new FailureNote(token, text.get());
            if (note.isOf(token)) {
                for (var other : left) {
                    if (!isSuppressedIn(thrown, other)) {
                        note.attach(thrown, other, rest);
                    }
                }
                if (more > 0) {
                    note.count(thrown, more, rest);
                }
                if (note == present || carries(thrown, note)) {
                    return;
                }
            }
            SafeLog.warn(
                    LOG,
                    text.get() + "\n  (the exception could not carry the " + (left.size() + more)
                            + " others; the first of them follows)",
                    left.isEmpty() ? null : left.get(0));
        } catch (Throwable e) {
            SafeLog.warn(LOG, "The failures after the first could not be attached to it", e);
        }
    }

    private static boolean knows(Throwable thrown, Throwable other) {
        return other == thrown || causes(thrown, other) || causes(other, thrown) || isSuppressedIn(thrown, other);
    }

    /** The note of a run on {@code failure}, this one or another; null if there is none. */
    private static @Nullable FailureNote noteOn(Throwable failure) {
        for (var suppressed : failure.getSuppressed()) {
            if (suppressed instanceof FailureNote note && !note.counts()) {
                return note;
            }
        }
        return null;
    }

    /** Whether the first that has noted something on {@code failure} has done so with another {@code heading}. */
    private static boolean isNotedByOther(Throwable failure, String heading) {
        var present = noteOn(failure);
        return present != null && !String.valueOf(present.getMessage()).startsWith(heading);
    }

    /** Puts a new note on {@code failure}; false if that cannot carry one. */
    private static boolean carries(Throwable failure, FailureNote note) {
        if (failure instanceof FailureNote) {
            return false;
        }
        failure.addSuppressed(note);
        var kept = failure.getSuppressed();
        return kept.length > 0 && kept[kept.length - 1] == note;
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
