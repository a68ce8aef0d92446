package dev.wove.function;

/**
 * A function that is declared once and can be called in four ways: in a scope, where the call starts at once and gives a
 * {@link dev.wove.DelayedResult}; blocking; as a future; and, from Kotlin, as a suspending function.
 *
 * <p>Made by {@code TaskFunctions.taskFunction} and {@code asyncFunction} in Java, and by {@code taskFunction} and
 * {@code blockingFunction} in Kotlin. Implemented by Wove only. As safe to share between threads as its body.
 */
public interface TaskFunction {
    /** How its calls are called in messages, on threads and in coroutines. */
    String name();
}
