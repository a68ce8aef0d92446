package dev.wove.java;

import dev.wove.Argument;
import dev.wove.DelayedResult;
import dev.wove.Outcome;
import dev.wove.Policy;
import dev.wove.function.TaskAction;
import dev.wove.function.TaskAction1;
import dev.wove.function.TaskAction2;
import dev.wove.function.TaskAction3;
import dev.wove.function.TaskAction4;
import dev.wove.function.TaskAction5;
import dev.wove.function.TaskBody;
import dev.wove.function.TaskBody1;
import dev.wove.function.TaskBody2;
import dev.wove.function.TaskBody3;
import dev.wove.function.TaskBody4;
import dev.wove.function.TaskBody5;
import dev.wove.function.TaskFunction0;
import dev.wove.function.TaskFunction1;
import dev.wove.function.TaskFunction2;
import dev.wove.function.TaskFunction3;
import dev.wove.function.TaskFunction4;
import dev.wove.function.TaskFunction5;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.engine.RealArgument;
import dev.wove.internal.engine.RealFunction;
import dev.wove.internal.engine.ScopeExecution;
import dev.wove.internal.graph.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Starts calls in a {@link LiveScope}: of {@link TaskFunctions}, and of any lambda.
 *
 * <p>A call starts as soon as its arguments are there. What fails skips the calls that its result is an argument of. All of
 * this may be used from tasks of the scope, too, and from any thread, until the scope is closed.
 *
 * <p>One file, because it is one table: kinds of bodies by number of arguments.
 */
public sealed class ScopeCalls permits LiveScope {
    final ScopeExecution scope;
    private final @Nullable String name;
    private final Policy policy;
    private final List<DelayedResult<?>> after;

    ScopeCalls(ScopeExecution scope) {
        this(scope, null, Policy.none(), List.of());
    }

    private ScopeCalls(ScopeExecution scope, @Nullable String name, Policy policy, List<DelayedResult<?>> after) {
        this.scope = scope;
        this.name = name;
        this.policy = policy;
        this.after = after;
    }

    /**
     * Gives a view of the scope that starts calls with {@code policy}. Calls of this add up: {@code with(retries).with(timeout)}
     * has both, and what is given later wins.
     */
    @CheckReturnValue
    public ScopeCalls with(Policy policy) {
        var given = NotNull.of(policy, "The policy of calls in a scope", "Leave it out, or give Policy.none().");
        return new ScopeCalls(scope, name, this.policy.with(given), after);
    }

    /**
     * Gives a view of the scope whose calls start after {@code calls} have succeeded, and do not take their results. Calls of
     * this add up: {@code after(a).after(b)} waits for both.
     */
    @CheckReturnValue
    public ScopeCalls after(DelayedResult<?>... calls) {
        var all = new ArrayList<>(after);
        all.addAll(List.of(calls));
        return new ScopeCalls(scope, name, policy, List.copyOf(all));
    }

    /** Gives a view of the scope that calls its tasks {@code name}: in messages, on threads. */
    @CheckReturnValue
    public ScopeCalls named(String name) {
        return new ScopeCalls(scope, name, policy, after);
    }

    // Arguments

    /** A value that is there, among arguments that are not. */
    public <T extends @Nullable Object> Argument<T> given(T value) {
        return RealArgument.Companion.given(value);
    }

    /**
     * How {@code result} ends, as data. Its failure is then not thrown where the scope is closed.
     *
     * @throws IllegalStateException if the scope does not go on after failures: it would not get round to the call
     */
    public <T extends @Nullable Object> Argument<Outcome<T>> settled(DelayedResult<T> result) {
        return RealArgument.Companion.settled(result);
    }

    /** The value of {@code result}, or null if it has none; see {@link #settled}. */
    public <T extends @Nullable Object> Argument<@Nullable T> orNull(DelayedResult<T> result) {
        return RealArgument.Companion.orNull(result);
    }

    /** The values of all of {@code arguments}, in that order. */
    public <T extends @Nullable Object> Argument<List<T>> all(List<? extends Argument<? extends T>> arguments) {
        return RealArgument.Companion.all(arguments);
    }

    // Calls of functions

    /** Starts a call. */
    public <R extends @Nullable Object> DelayedResult<R> start(TaskFunction0<R> function) {
        return call(function);
    }

    /** Starts a call with a value that is there. */
    public <A extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            TaskFunction1<A, R> function, A a) {
        return call(function, given(a));
    }

    /** Starts a call with what other calls make, as soon as that is there. */
    public <A extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            TaskFunction1<A, R> function, Argument<? extends A> a) {
        return call(function, a);
    }

    /** Starts a call with values that are there. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            TaskFunction2<A, B, R> function, A a, B b) {
        return call(function, given(a), given(b));
    }

    /** Starts a call with what other calls make, as soon as that is there. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            TaskFunction2<A, B, R> function, Argument<? extends A> a, Argument<? extends B> b) {
        return call(function, a, b);
    }

    /** Starts a call with a value and with what another call makes. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            TaskFunction2<A, B, R> function, A a, Argument<? extends B> b) {
        return call(function, given(a), b);
    }

    /** Starts a call with a value and with what another call makes. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            TaskFunction2<A, B, R> function, Argument<? extends A> a, B b) {
        return call(function, a, given(b));
    }

    /** Starts a call with values that are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(TaskFunction3<A, B, C, R> function, A a, B b, C c) {
        return call(function, given(a), given(b), given(c));
    }

    /** Starts a call with what other calls make; values stand among them as {@link #given}. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(
                    TaskFunction3<A, B, C, R> function,
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c) {
        return call(function, a, b, c);
    }

    /** Starts a call with values that are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(TaskFunction4<A, B, C, D, R> function, A a, B b, C c, D d) {
        return call(function, given(a), given(b), given(c), given(d));
    }

    /** Starts a call with what other calls make; values stand among them as {@link #given}. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(
                    TaskFunction4<A, B, C, D, R> function,
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d) {
        return call(function, a, b, c, d);
    }

    /** Starts a call with values that are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(TaskFunction5<A, B, C, D, E, R> function, A a, B b, C c, D d, E e) {
        return call(function, given(a), given(b), given(c), given(d), given(e));
    }

    /** Starts a call with what other calls make; values stand among them as {@link #given}. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(
                    TaskFunction5<A, B, C, D, E, R> function,
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d,
                    Argument<? extends E> e) {
        return call(function, a, b, c, d, e);
    }

    // Calls of lambdas

    /** Starts a body that may block. It is interrupted when it is cancelled. */
    public <R extends @Nullable Object> DelayedResult<R> start(TaskBody<? extends R> body) {
        return call(TaskFunctions.blocking0(null, body));
    }

    /** Starts a body that may block, once its arguments are there. */
    public <A extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            Argument<? extends A> a, TaskBody1<? super A, ? extends R> body) {
        return call(TaskFunctions.blocking1(null, body), a);
    }

    /** Starts a body that may block, once its arguments are there. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> start(
            Argument<? extends A> a, Argument<? extends B> b, TaskBody2<? super A, ? super B, ? extends R> body) {
        return call(TaskFunctions.blocking2(null, body), a, b);
    }

    /** Starts a body that may block, once its arguments are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    TaskBody3<? super A, ? super B, ? super C, ? extends R> body) {
        return call(TaskFunctions.blocking3(null, body), a, b, c);
    }

    /** Starts a body that may block, once its arguments are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
        return call(TaskFunctions.blocking4(null, body), a, b, c, d);
    }

    /** Starts a body that may block, once its arguments are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> start(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d,
                    Argument<? extends E> e,
                    TaskBody5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> body) {
        return call(TaskFunctions.blocking5(null, body), a, b, c, d, e);
    }

    /** Starts a body without a value. It may block. */
    public DelayedResult<@Nullable Void> run(TaskAction body) {
        return call(TaskFunctions.action0(body));
    }

    /** Starts a body without a value, once its arguments are there. It may block. */
    public <A extends @Nullable Object> DelayedResult<@Nullable Void> run(
            Argument<? extends A> a, TaskAction1<? super A> body) {
        return call(TaskFunctions.action1(body), a);
    }

    /** Starts a body without a value, once its arguments are there. It may block. */
    public <A extends @Nullable Object, B extends @Nullable Object> DelayedResult<@Nullable Void> run(
            Argument<? extends A> a, Argument<? extends B> b, TaskAction2<? super A, ? super B> body) {
        return call(TaskFunctions.action2(body), a, b);
    }

    /** Starts a body without a value, once its arguments are there. It may block. */
    public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            DelayedResult<@Nullable Void> run(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    TaskAction3<? super A, ? super B, ? super C> body) {
        return call(TaskFunctions.action3(body), a, b, c);
    }

    /** Starts a body without a value, once its arguments are there. It may block. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            DelayedResult<@Nullable Void> run(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d,
                    TaskAction4<? super A, ? super B, ? super C, ? super D> body) {
        return call(TaskFunctions.action4(body), a, b, c, d);
    }

    /** Starts a body without a value, once its arguments are there. It may block. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            DelayedResult<@Nullable Void> run(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d,
                    Argument<? extends E> e,
                    TaskAction5<? super A, ? super B, ? super C, ? super D, ? super E> body) {
        return call(TaskFunctions.action5(body), a, b, c, d, e);
    }

    /** Starts a body that returns a stage. Its value is that of the stage. */
    public <R extends @Nullable Object> DelayedResult<R> startAsync(
            TaskBody<? extends CompletionStage<? extends R>> body) {
        return call(TaskFunctions.stage0(null, body));
    }

    /** Starts a body that returns a stage, once its arguments are there. */
    public <A extends @Nullable Object, R extends @Nullable Object> DelayedResult<R> startAsync(
            Argument<? extends A> a, TaskBody1<? super A, ? extends CompletionStage<? extends R>> body) {
        return call(TaskFunctions.stage1(null, body), a);
    }

    /** Starts a body that returns a stage, once its arguments are there. */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            DelayedResult<R> startAsync(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    TaskBody2<? super A, ? super B, ? extends CompletionStage<? extends R>> body) {
        return call(TaskFunctions.stage2(null, body), a, b);
    }

    /** Starts a body that returns a stage, once its arguments are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> startAsync(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    TaskBody3<? super A, ? super B, ? super C, ? extends CompletionStage<? extends R>> body) {
        return call(TaskFunctions.stage3(null, body), a, b, c);
    }

    /** Starts a body that returns a stage, once its arguments are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> startAsync(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends CompletionStage<? extends R>>
                            body) {
        return call(TaskFunctions.stage4(null, body), a, b, c, d);
    }

    /** Starts a body that returns a stage, once its arguments are there. */
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            DelayedResult<R> startAsync(
                    Argument<? extends A> a,
                    Argument<? extends B> b,
                    Argument<? extends C> c,
                    Argument<? extends D> d,
                    Argument<? extends E> e,
                    TaskBody5<
                                    ? super A,
                                    ? super B,
                                    ? super C,
                                    ? super D,
                                    ? super E,
                                    ? extends CompletionStage<? extends R>>
                            body) {
        return call(TaskFunctions.stage5(null, body), a, b, c, d, e);
    }

    @SuppressWarnings("unchecked")
    private <R extends @Nullable Object> DelayedResult<R> call(Object function, Argument<?>... arguments) {
        return scope.start((RealFunction<R>) function, arguments, name, after, policy);
    }
}
