package dev.wove.internal.run;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import org.jspecify.annotations.Nullable;

/**
 * Calls Kotlin lambdas whose type is known only to whoever made them. Written in Java because Kotlin looks up the arity
 * of a lambda at each cast, which took an eighth of the time of a small weave.
 */
@SuppressWarnings("unchecked")
public final class Lambdas {
    private Lambdas() {}

    public static @Nullable Object call(Object lambda, @Nullable Object argument) {
        return ((Function1<@Nullable Object, @Nullable Object>) lambda).invoke(argument);
    }

    public static @Nullable Object call(Object lambda, @Nullable Object first, @Nullable Object second) {
        return ((Function2<@Nullable Object, @Nullable Object, @Nullable Object>) lambda).invoke(first, second);
    }

    /** Whether {@link #start} may be called: not every suspending function is a lambda that the compiler has made. */
    public static boolean canStart(Object suspending) {
        return suspending instanceof SuspendLambda;
    }

    /** Starts a suspending lambda, like {@code startCoroutineUninterceptedOrReturn}. */
    public static @Nullable Object start(
            Object lambda, @Nullable Object argument, Continuation<? super @Nullable Object> completion) {
        return ((Function2<@Nullable Object, Object, @Nullable Object>) lambda).invoke(argument, completion);
    }

    public static @Nullable Object start(
            Object lambda,
            @Nullable Object first,
            @Nullable Object second,
            Continuation<? super @Nullable Object> completion) {
        return ((Function3<@Nullable Object, @Nullable Object, Object, @Nullable Object>) lambda)
                .invoke(first, second, completion);
    }
}
