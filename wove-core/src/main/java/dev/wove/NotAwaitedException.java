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

    /** One call. {@code toString()} is a line about it. Implemented by Wove only. */
    public interface Call {
        /** The name of the task. */
        String task();

        /** The source file it was made in. */
        String file();

        /** The line, or -1 if that is not known. */
        int line();

        /** The function that has made it, with its class. */
        String function();
    }
}
