package dev.wove.internal.source;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
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

    /** Whether it has no size: its items are made as they are drawn, and may have no end. */
    public final boolean isLazy;

    private ItemSource(int size, IntFunction<@Nullable Object> get, Iterator<?> iterator, boolean isLazy) {
        this.isLazy = isLazy;
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
            return drawn(iterable.iterator(), !(iterable instanceof Collection));
        }
        if (source instanceof Map<?, ?> map) {
            return drawn(map.entrySet().iterator(), false);
        }
        if (source instanceof BaseStream<?, ?> stream) {
            return drawn(stream.iterator(), true);
        }
        if (source instanceof Iterator<?> iterator) {
            return drawn(iterator, true);
        }
        if (source != null && source.getClass().isArray()) {
            return indexed(Array.getLength(source), i -> Array.get(source, i));
        }
        return null;
    }

    private static ItemSource indexed(int size, IntFunction<@Nullable Object> get) {
        return new ItemSource(size, get, Collections.emptyIterator(), false);
    }

    private static ItemSource drawn(Iterator<?> iterator, boolean isLazy) {
        return new ItemSource(-1, i -> null, iterator, isLazy);
    }
}
