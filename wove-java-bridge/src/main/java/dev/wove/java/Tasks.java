package dev.wove.java;

import dev.wove.Task;
import dev.wove.internal.graph.TaskRef;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Handles on the tasks of {@link dev.wove.Weave} classes, by method reference: {@code taskOf(PostPage::author)}. They are
 * tasks of no weave in particular, and find the task of that name wherever they are used: as an input, to be overridden,
 * to run only that, in a result.
 *
 * <p>Methods without a value, overloaded ones and those with more than five parameters are referred to by
 * {@linkplain #taskNamed name}.
 */
public final class Tasks {
    private Tasks() {}

    /** The task of that name. */
    public static <T extends @Nullable Object> Task<T> taskNamed(String name) {
        return TaskRef.unbound(name, null);
    }

    /** The task of that name, whose value is a {@code type}. */
    public static <T> Task<T> taskNamed(String name, Class<T> type) {
        return TaskRef.unbound(name, type);
    }

    /** The task that is that method. */
    public static <W extends @Nullable Object, T extends @Nullable Object> Task<T> taskOf(
            MethodReference.Of0<W, T> method) {
        return ReferredMethod.of(method).single();
    }

    /** The task that is that method. */
    public static <W extends @Nullable Object, A extends @Nullable Object, T extends @Nullable Object> Task<T> taskOf(
            MethodReference.Of1<W, A, T> method) {
        return ReferredMethod.of(method).single();
    }

    /** The task that is that method. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> taskOf(MethodReference.Of2<W, A, B, T> method) {
        return ReferredMethod.of(method).single();
    }

    /** The task that is that method. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> taskOf(MethodReference.Of3<W, A, B, C, T> method) {
        return ReferredMethod.of(method).single();
    }

    /** The task that is that method. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> taskOf(MethodReference.Of4<W, A, B, C, D, T> method) {
        return ReferredMethod.of(method).single();
    }

    /** The task that is that method. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> taskOf(MethodReference.Of5<W, A, B, C, D, E, T> method) {
        return ReferredMethod.of(method).single();
    }

    /** The mapped task that is that method: its value is the list of what the items make. */
    public static <W extends @Nullable Object, T extends @Nullable Object> Task<List<T>> itemsOf(
            MethodReference.Of0<W, T> method) {
        return ReferredMethod.of(method).mapped();
    }

    /** The mapped task that is that method: its value is the list of what the items make. */
    public static <W extends @Nullable Object, A extends @Nullable Object, T extends @Nullable Object>
            Task<List<T>> itemsOf(MethodReference.Of1<W, A, T> method) {
        return ReferredMethod.of(method).mapped();
    }

    /** The mapped task that is that method: its value is the list of what the items make. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    T extends @Nullable Object>
            Task<List<T>> itemsOf(MethodReference.Of2<W, A, B, T> method) {
        return ReferredMethod.of(method).mapped();
    }

    /** The mapped task that is that method: its value is the list of what the items make. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    T extends @Nullable Object>
            Task<List<T>> itemsOf(MethodReference.Of3<W, A, B, C, T> method) {
        return ReferredMethod.of(method).mapped();
    }

    /** The mapped task that is that method: its value is the list of what the items make. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    T extends @Nullable Object>
            Task<List<T>> itemsOf(MethodReference.Of4<W, A, B, C, D, T> method) {
        return ReferredMethod.of(method).mapped();
    }

    /** The mapped task that is that method: its value is the list of what the items make. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    T extends @Nullable Object>
            Task<List<T>> itemsOf(MethodReference.Of5<W, A, B, C, D, E, T> method) {
        return ReferredMethod.of(method).mapped();
    }

    /** The task that is that method, which returns a stage: its value is that of the stage. */
    public static <W extends @Nullable Object, T extends @Nullable Object> Task<T> stageOf(
            MethodReference.Of0<W, ? extends CompletionStage<T>> method) {
        return ReferredMethod.of(method).awaited();
    }

    /** The task that is that method, which returns a stage: its value is that of the stage. */
    public static <W extends @Nullable Object, A extends @Nullable Object, T extends @Nullable Object> Task<T> stageOf(
            MethodReference.Of1<W, A, ? extends CompletionStage<T>> method) {
        return ReferredMethod.of(method).awaited();
    }

    /** The task that is that method, which returns a stage: its value is that of the stage. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> stageOf(MethodReference.Of2<W, A, B, ? extends CompletionStage<T>> method) {
        return ReferredMethod.of(method).awaited();
    }

    /** The task that is that method, which returns a stage: its value is that of the stage. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> stageOf(MethodReference.Of3<W, A, B, C, ? extends CompletionStage<T>> method) {
        return ReferredMethod.of(method).awaited();
    }

    /** The task that is that method, which returns a stage: its value is that of the stage. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> stageOf(MethodReference.Of4<W, A, B, C, D, ? extends CompletionStage<T>> method) {
        return ReferredMethod.of(method).awaited();
    }

    /** The task that is that method, which returns a stage: its value is that of the stage. */
    public static <
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    T extends @Nullable Object>
            Task<T> stageOf(MethodReference.Of5<W, A, B, C, D, E, ? extends CompletionStage<T>> method) {
        return ReferredMethod.of(method).awaited();
    }
}
