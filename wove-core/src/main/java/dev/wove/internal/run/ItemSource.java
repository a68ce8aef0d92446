package dev.wove.internal.run;

import java.lang.reflect.Array;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The items of a mapped task: by index where the source allows it, so that threads need not meet, else one by one. */
public final class ItemSource {
    /** How many items there are, or -1 if they must be drawn from {@link #iterator}. */
    public final int size;

    public final IntFunction<@Nullable Object> get;
    public final Iterator<?> iterator;

    private ItemSource(int size, IntFunction<@Nullable Object> get, Iterator<?> iterator) {
        this.size = size;
        this.get = get;
        this.iterator = iterator;
    }

    /** Whether the items of {@code source} are there already, so that taking one runs no code of the user's. */
    public static boolean isIndexed(@Nullable Object source) {
        return source instanceof RandomAccess
                || source != null && source.getClass().isArray();
    }

    /** Opens {@code source}, or returns null if it has no items. */
    public static @Nullable ItemSource open(@Nullable Object source) {
        if (source instanceof List<?> list && list instanceof RandomAccess) {
            return indexed(list.size(), list::get);
        }
        if (source instanceof Object[] array) {
            return indexed(array.length, i -> array[i]);
        }
        if (source instanceof Iterable<?> iterable) {
            return drawn(iterable.iterator());
        }
        if (source instanceof Map<?, ?> map) {
            return drawn(map.entrySet().iterator());
        }
        if (source instanceof BaseStream<?, ?> stream) {
            return drawn(stream.iterator());
        }
        if (source instanceof Iterator<?> iterator) {
            return drawn(iterator);
        }
        if (source != null && source.getClass().isArray()) {
            return indexed(Array.getLength(source), i -> Array.get(source, i));
        }
        return null;
    }

    private static ItemSource indexed(int size, IntFunction<@Nullable Object> get) {
        return new ItemSource(size, get, java.util.Collections.emptyIterator());
    }

    private static ItemSource drawn(Iterator<?> iterator) {
        return new ItemSource(-1, i -> null, iterator);
    }
}
