package dev.wove;

/** One failure of a weave and the note on it. Implemented by Wove only. */
public interface TaskFailure {
    /** The name of the task that failed. */
    String task();

    /** The exception that its body threw, the same instance. */
    Throwable cause();

    /** Which weave, task, item and attempt it was, with the names and types of the inputs. */
    String note();
}
