package dev.wove.internal.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A long array in pieces. G1 puts an array of half a region among the old objects, where it keeps what it refers to alive
 * until the next marking: with one large array in each, weaves of 100 000 tasks were copied long after they had ended.
 */
public class Chunks<E> {
    private static final int BITS = 16;
    private static final int LENGTH = 1 << BITS;
    private static final Object[][] NONE = {};

    private @Nullable Object[] first;
    private @Nullable Object[][] more = NONE;

    public Chunks(int capacity) {
        first = new Object[Math.min(capacity, LENGTH)];
        if (capacity > LENGTH) {
            more = new Object[(capacity - 1) >>> BITS][];
            for (int i = 0; i < more.length; i++) {
                more[i] = new Object[LENGTH];
            }
        }
    }

    /** The array that has slot {@code i}, at {@link #at}. */
    public final @Nullable Object[] with(int i) {
        return i < LENGTH ? first : more[(i >>> BITS) - 1];
    }

    public static int at(int i) {
        return i & (LENGTH - 1);
    }

    /** What was set there; null if nothing was. */
    @SuppressWarnings("unchecked")
    public final E get(int i) {
        return (E) with(i)[at(i)];
    }

    public final void set(int i, E element) {
        with(i)[at(i)] = element;
    }

    /** Makes room for slot {@code i}, the one after the last that there was room for. */
    protected final void makeRoom(int i) {
        if (i < LENGTH) {
            if (i >= first.length) {
                first = Arrays.copyOf(first, Math.min(LENGTH, i * 2));
            }
        } else {
            int piece = (i >>> BITS) - 1;
            if (piece == more.length || more[piece] == null) {
                if (piece == more.length) {
                    more = Arrays.copyOf(more, Math.max(4, piece * 2));
                }
                more[piece] = new Object[LENGTH];
            }
        }
    }
}
