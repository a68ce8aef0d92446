package dev.wove.java;

import dev.wove.TaskKind;
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
import dev.wove.function.TaskFunction;
import dev.wove.function.TaskFunction0;
import dev.wove.function.TaskFunction1;
import dev.wove.function.TaskFunction2;
import dev.wove.function.TaskFunction3;
import dev.wove.function.TaskFunction4;
import dev.wove.function.TaskFunction5;
import dev.wove.internal.engine.RealFunction;
import dev.wove.internal.run.ArrayCall;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Declares functions that can be called in three ways: {@code scope.start(fetch, 1)} starts a call in a {@link LiveScope},
 * {@code fetch.call(1)} blocks, {@code fetch.future(1)} gives a future. Kotlin code calls the same function from coroutines.
 *
 * <pre>{@code
 * static final TaskFunction1<Integer, Post> fetch = taskFunction("fetch", id -> posts.find(id));
 * }</pre>
 *
 * <p>The name is what messages and threads call the function.
 */
public final class TaskFunctions {
    private TaskFunctions() {}

    /** Declares a function whose body may block and may throw; it is interrupted when it is cancelled. */
    public static <R extends @Nullable Object> TaskFunction0<R> taskFunction(String name, TaskBody<? extends R> body) {
        return blocking0(name, body);
    }

    /** Declares a function whose body may block and may throw. */
    public static <A extends @Nullable Object, R extends @Nullable Object> TaskFunction1<A, R> taskFunction(
            String name, TaskBody1<? super A, ? extends R> body) {
        return blocking1(name, body);
    }

    /** Declares a function whose body may block and may throw. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            TaskFunction2<A, B, R> taskFunction(String name, TaskBody2<? super A, ? super B, ? extends R> body) {
        return blocking2(name, body);
    }

    /** Declares a function whose body may block and may throw. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction3<A, B, C, R> taskFunction(
                    String name, TaskBody3<? super A, ? super B, ? super C, ? extends R> body) {
        return blocking3(name, body);
    }

    /** Declares a function whose body may block and may throw. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction4<A, B, C, D, R> taskFunction(
                    String name, TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
        return blocking4(name, body);
    }

    /** Declares a function whose body may block and may throw. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction5<A, B, C, D, E, R> taskFunction(
                    String name, TaskBody5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> body) {
        return blocking5(name, body);
    }

    /** Declares a function whose body returns a stage. Its value is that of the stage. */
    public static <R extends @Nullable Object> TaskFunction0<R> asyncFunction(
            String name, TaskBody<? extends CompletionStage<? extends R>> body) {
        return stage0(name, body);
    }

    /** Declares a function whose body returns a stage. */
    public static <A extends @Nullable Object, R extends @Nullable Object> TaskFunction1<A, R> asyncFunction(
            String name, TaskBody1<? super A, ? extends CompletionStage<? extends R>> body) {
        return stage1(name, body);
    }

    /** Declares a function whose body returns a stage. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            TaskFunction2<A, B, R> asyncFunction(
                    String name, TaskBody2<? super A, ? super B, ? extends CompletionStage<? extends R>> body) {
        return stage2(name, body);
    }

    /** Declares a function whose body returns a stage. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction3<A, B, C, R> asyncFunction(
                    String name,
                    TaskBody3<? super A, ? super B, ? super C, ? extends CompletionStage<? extends R>> body) {
        return stage3(name, body);
    }

    /** Declares a function whose body returns a stage. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction4<A, B, C, D, R> asyncFunction(
                    String name,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends CompletionStage<? extends R>>
                            body) {
        return stage4(name, body);
    }

    /** Declares a function whose body returns a stage. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction5<A, B, C, D, E, R> asyncFunction(
                    String name,
                    TaskBody5<
                                    ? super A,
                                    ? super B,
                                    ? super C,
                                    ? super D,
                                    ? super E,
                                    ? extends CompletionStage<? extends R>>
                            body) {
        return stage5(name, body);
    }

    // Any body in one form

    @SuppressWarnings("unchecked")
    static <R extends @Nullable Object> TaskFunction0<R> blocking0(@Nullable String name, TaskBody<? extends R> body) {
        return (TaskFunction0<R>) function(name, TaskKind.BLOCKING, body, in -> body.run());
    }

    @SuppressWarnings("unchecked")
    static <A extends @Nullable Object, R extends @Nullable Object> TaskFunction1<A, R> blocking1(
            @Nullable String name, TaskBody1<? super A, ? extends R> body) {
        return (TaskFunction1<A, R>) function(name, TaskKind.BLOCKING, body, in -> body.run((A) in[0]));
    }

    @SuppressWarnings("unchecked")
    static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            TaskFunction2<A, B, R> blocking2(@Nullable String name, TaskBody2<? super A, ? super B, ? extends R> body) {
        return (TaskFunction2<A, B, R>) function(name, TaskKind.BLOCKING, body, in -> body.run((A) in[0], (B) in[1]));
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction3<A, B, C, R> blocking3(
                    @Nullable String name, TaskBody3<? super A, ? super B, ? super C, ? extends R> body) {
        return (TaskFunction3<A, B, C, R>)
                function(name, TaskKind.BLOCKING, body, in -> body.run((A) in[0], (B) in[1], (C) in[2]));
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction4<A, B, C, D, R> blocking4(
                    @Nullable String name, TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
        return (TaskFunction4<A, B, C, D, R>)
                function(name, TaskKind.BLOCKING, body, in -> body.run((A) in[0], (B) in[1], (C) in[2], (D) in[3]));
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction5<A, B, C, D, E, R> blocking5(
                    @Nullable String name,
                    TaskBody5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> body) {
        return (TaskFunction5<A, B, C, D, E, R>) function(
                name, TaskKind.BLOCKING, body, in -> body.run((A) in[0], (B) in[1], (C) in[2], (D) in[3], (E) in[4]));
    }

    @SuppressWarnings("unchecked")
    static <R extends @Nullable Object> TaskFunction0<R> stage0(
            @Nullable String name, TaskBody<? extends CompletionStage<? extends R>> body) {
        return (TaskFunction0<R>) function(name, TaskKind.STAGE, body, in -> body.run());
    }

    @SuppressWarnings("unchecked")
    static <A extends @Nullable Object, R extends @Nullable Object> TaskFunction1<A, R> stage1(
            @Nullable String name, TaskBody1<? super A, ? extends CompletionStage<? extends R>> body) {
        return (TaskFunction1<A, R>) function(name, TaskKind.STAGE, body, in -> body.run((A) in[0]));
    }

    @SuppressWarnings("unchecked")
    static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            TaskFunction2<A, B, R> stage2(
                    @Nullable String name,
                    TaskBody2<? super A, ? super B, ? extends CompletionStage<? extends R>> body) {
        return (TaskFunction2<A, B, R>) function(name, TaskKind.STAGE, body, in -> body.run((A) in[0], (B) in[1]));
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction3<A, B, C, R> stage3(
                    @Nullable String name,
                    TaskBody3<? super A, ? super B, ? super C, ? extends CompletionStage<? extends R>> body) {
        return (TaskFunction3<A, B, C, R>)
                function(name, TaskKind.STAGE, body, in -> body.run((A) in[0], (B) in[1], (C) in[2]));
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction4<A, B, C, D, R> stage4(
                    @Nullable String name,
                    TaskBody4<? super A, ? super B, ? super C, ? super D, ? extends CompletionStage<? extends R>>
                            body) {
        return (TaskFunction4<A, B, C, D, R>)
                function(name, TaskKind.STAGE, body, in -> body.run((A) in[0], (B) in[1], (C) in[2], (D) in[3]));
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            TaskFunction5<A, B, C, D, E, R> stage5(
                    @Nullable String name,
                    TaskBody5<
                                    ? super A,
                                    ? super B,
                                    ? super C,
                                    ? super D,
                                    ? super E,
                                    ? extends CompletionStage<? extends R>>
                            body) {
        return (TaskFunction5<A, B, C, D, E, R>) function(
                name, TaskKind.STAGE, body, in -> body.run((A) in[0], (B) in[1], (C) in[2], (D) in[3], (E) in[4]));
    }

    static TaskFunction action0(TaskAction body) {
        return function(null, TaskKind.BLOCKING, body, in -> {
            body.run();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    static <A extends @Nullable Object> TaskFunction action1(TaskAction1<? super A> body) {
        return function(null, TaskKind.BLOCKING, body, in -> {
            body.run((A) in[0]);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    static <A extends @Nullable Object, B extends @Nullable Object> TaskFunction action2(
            TaskAction2<? super A, ? super B> body) {
        return function(null, TaskKind.BLOCKING, body, in -> {
            body.run((A) in[0], (B) in[1]);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> TaskFunction action3(
            TaskAction3<? super A, ? super B, ? super C> body) {
        return function(null, TaskKind.BLOCKING, body, in -> {
            body.run((A) in[0], (B) in[1], (C) in[2]);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            TaskFunction action4(TaskAction4<? super A, ? super B, ? super C, ? super D> body) {
        return function(null, TaskKind.BLOCKING, body, in -> {
            body.run((A) in[0], (B) in[1], (C) in[2], (D) in[3]);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            TaskFunction action5(TaskAction5<? super A, ? super B, ? super C, ? super D, ? super E> body) {
        return function(null, TaskKind.BLOCKING, body, in -> {
            body.run((A) in[0], (B) in[1], (C) in[2], (D) in[3], (E) in[4]);
            return null;
        });
    }

    private static RealFunction<?> function(@Nullable String name, TaskKind kind, Object body, ArrayCall call) {
        return RealFunction.Companion.calling(name, kind, body, call);
    }
}
