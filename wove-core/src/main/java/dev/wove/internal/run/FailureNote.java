package dev.wove.internal.run;

import java.util.ArrayList;
import java.util.List;

/**
 * The note that an exception carries as suppressed: where in which weave it happened. One per exception; the weaves
 * around a nested one add a line each.
 */
public final class FailureNote extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The outermost run, by identity: an exception with the note of another one is shared and not ours to mark. */
    private final transient Object root;

    private final ArrayList<String> lines = new ArrayList<>();

    FailureNote(Object root, String line) {
        super(null, null, false, false);
        this.root = root;
        lines.add(line);
    }

    boolean isOf(Object otherRoot) {
        return root == otherRoot;
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
