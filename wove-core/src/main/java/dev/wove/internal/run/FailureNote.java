package dev.wove.internal.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The note that an exception carries as suppressed: where in which weave it happened. One per exception; the weaves
 * around a nested one add a line each.
 */
public final class FailureNote extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Stands for the outermost run: an exception with the note of another one is shared and not ours to mark. Not the run
     * itself, which whoever keeps the exception would keep with all its values.
     */
    private final transient Object token;

    private final ArrayList<String> lines = new ArrayList<>();

    /** How many exceptions have been attached beside this note, and what counts those for which there was no room. */
    private int attached;

    private transient @Nullable FailureNote rest;
    private int left;

    /** Whether this only tells how many there are besides. */
    private boolean counts;

    FailureNote(Object token, String line) {
        super(null, null, false, false);
        this.token = token;
        lines.add(line);
    }

    boolean counts() {
        return counts;
    }

    boolean isOf(Object otherToken) {
        return token == otherToken;
    }

    /** Attaches {@code other} to {@code carrier}, on which this note is, or counts it. */
    synchronized void attach(Throwable carrier, Throwable other, String otherwise) {
        if (attached < FailureNotes.MOST_ATTACHED) {
            attached++;
            carrier.addSuppressed(other);
        } else {
            count(carrier, 1, otherwise);
        }
    }

    /** Tells of {@code more} failures that are not attached. */
    synchronized void count(Throwable carrier, int more, String where) {
        left += more;
        var text = left + " " + where;
        if (rest == null) {
            rest = new FailureNote(new Object(), text);
            rest.counts = true;
            carrier.addSuppressed(rest);
        } else {
            rest.replaceBy(text);
        }
    }

    private synchronized void replaceBy(String line) {
        lines.set(0, line);
    }

    synchronized void add(String line) {
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String getMessage() {
        return String.join("\n", lines());
    }

    /** As it stands in a printed stack trace, where it is one of the suppressed: its details aligned with frames. */
    @Override
    public String toString() {
        return getMessage().replace("\n  ", "\n\t\t").replace("\nTask", "\n\tTask");
    }
}
