package dev.wove.internal.reuse.reflect;

import dev.wove.internal.reuse.Arguments;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.jspecify.annotations.Nullable;

/**
 * A call of a suspending method: its arguments, and the continuation that it resumes.
 *
 * <p>The method cannot be given the task itself to resume. It may hand on what it is given, as it is, to a function that
 * suspends, and only one of the standard library's own continuations then resumes on the right thread. A lambda around the
 * call would do as well, and be an object more. Written in Java because Kotlin hides this class.
 */
final class SuspendingCall extends ContinuationImpl implements Arguments {
    private static final long serialVersionUID = 1L;

    private final transient ItemArguments arguments;
    private final transient @Nullable Object item;

    SuspendingCall(ItemArguments arguments, @Nullable Object item, Continuation<? super @Nullable Object> completion) {
        super(widened(completion));
        this.arguments = arguments;
        this.item = item;
    }

    @SuppressWarnings("unchecked")
    private static Continuation<@Nullable Object> widened(Continuation<? super @Nullable Object> completion) {
        return (Continuation<@Nullable Object>) completion;
    }

    @Override
    public @Nullable Object get(int index) {
        return arguments.get(index, item);
    }

    @Override
    public Continuation<@Nullable Object> continuation() {
        return this;
    }

    /** What the method came to after it had suspended is what the call comes to. */
    @Override
    protected @Nullable Object invokeSuspend(Object result) {
        ResultKt.throwOnFailure(result);
        return result;
    }
}
