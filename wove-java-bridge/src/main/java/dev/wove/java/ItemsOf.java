package dev.wove.java;

import dev.wove.Task;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * The items of what a task will make, where that is no {@code Iterable}: to be mapped over, as in
 * {@code w.each("totals", ItemsOf.map(prices), entry -> ...)}.
 */
public final class ItemsOf<I extends @Nullable Object> {
    final Task<?> task;

    private ItemsOf(Task<?> task) {
        this.task = task;
    }

    /** The entries of a map. */
    public static <K extends @Nullable Object, V extends @Nullable Object> ItemsOf<Map.Entry<K, V>> map(
            Task<? extends Map<K, V>> map) {
        return new ItemsOf<>(map);
    }

    /** The elements of an array. */
    public static <I extends @Nullable Object> ItemsOf<I> array(Task<I[]> array) {
        return new ItemsOf<>(array);
    }

    /**
     * The elements of a stream of any kind. It is closed when all tasks that are mapped over it have ended, however they do; a
     * failure to close it fails the last of them.
     */
    public static <I extends @Nullable Object> ItemsOf<I> stream(Task<? extends BaseStream<I, ?>> stream) {
        return new ItemsOf<>(stream);
    }

    /** The items of an iterator. */
    public static <I extends @Nullable Object> ItemsOf<I> iterator(Task<? extends Iterator<I>> iterator) {
        return new ItemsOf<>(iterator);
    }

    /** The name of the task that makes them. */
    @Override
    public String toString() {
        return "items of " + task.name();
    }
}
