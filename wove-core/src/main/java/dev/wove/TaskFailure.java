package dev.wove;

/**
 * One failure of a weave and the note on it.
 *
 * @param task the name of the task that failed
 * @param cause what its body threw, the same instance
 * @param note which weave, task, item and attempt it was, with the names and types of the inputs
 */
public record TaskFailure(String task, Throwable cause, String note) {}
