package dev.wove;

import java.util.List;

/** Thrown by a scope that requires it, when there are calls whose results nobody has awaited or passed on. */
public class NotAwaitedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient List<Call> calls;

    public NotAwaitedException(String message, List<Call> calls) {
        super(message);
        this.calls = List.copyOf(calls);
    }

    /** The calls in the order made. */
    public List<Call> calls() {
        return calls == null ? List.of() : calls;
    }

    /**
     * One call.
     *
     * @param task the name of the task
     * @param file the source file it was made in
     * @param line the line, or -1 if that is not known
     * @param function the function that has made it, with its class
     */
    public record Call(String task, String file, int line, String function) {
        @Override
        public String toString() {
            return task + ", started at " + file + ":" + line + " in " + function;
        }
    }
}
