package dev.wove.function;

/** The body of a task that reads no input and makes no value. It may block and may throw. */
@FunctionalInterface
public interface TaskAction {
    void run() throws Exception;
}
