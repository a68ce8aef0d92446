package dev.wove;

import java.util.List;

/** Thrown by the {@code await} that would have closed a circle of tasks waiting for each other, in that one task. */
public class WaitCycleException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> path;

    public WaitCycleException(String message, List<String> path) {
        super(message);
        this.path = List.copyOf(path);
    }

    /** The names on the circle; the first one is repeated at the end. */
    public List<String> path() {
        return path == null ? List.of() : path;
    }
}
