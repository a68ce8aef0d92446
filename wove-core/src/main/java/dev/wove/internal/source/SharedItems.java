package dev.wove.internal.source;

import dev.wove.internal.result.Results;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets several mapped tasks read a source that can be read only once. Readers may come one after the other; items that
 * all of them have read are kept no longer. Thread-safe; each of its iterators is for one thread at a time.
 */
public final class SharedItems implements Iterable<@Nullable Object> {
    private static final class Node {
        final @Nullable Object item;

        @Nullable
        Node next;

        Node(@Nullable Object item) {
            this.item = item;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<? extends Iterator<?>> open;
    private @Nullable Iterator<?> source;
    private @Nullable Node beforeFirst = new Node(null);
    private int readersToCome;
    private @Nullable Throwable failure;

    /** {@code open} is called when the first item is asked for: it may be the user's, and take its time. */
    public SharedItems(Supplier<? extends Iterator<?>> open, int readers) {
        this.open = open;
        this.readersToCome = readers;
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        lock.lock();
        try {
            var start = beforeFirst;
            if (start == null) {
                throw new IllegalStateException("All readers have come");
            }
            if (--readersToCome == 0) {
                beforeFirst = null;
            }
            return new Reader(start);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Node after(Node link) {
        lock.lock();
        try {
            if (link.next == null) {
                if (failure != null) {
                    throw Results.rethrow(failure);
                }
                try {
                    if (source == null) {
                        source = open.get();
                    }
                    if (source.hasNext()) {
                        link.next = new Node(source.next());
                    }
                } catch (Throwable e) {
                    failure = e;
                    throw e;
                }
            }
            return link.next;
        } finally {
            lock.unlock();
        }
    }

    private final class Reader implements Iterator<@Nullable Object> {
        private Node last;

        Reader(Node beforeFirst) {
            this.last = beforeFirst;
        }

        @Override
        public boolean hasNext() {
            return after(last) != null;
        }

        @Override
        public @Nullable Object next() {
            var next = after(last);
            if (next == null) {
                throw new NoSuchElementException();
            }
            last = next;
            return next.item;
        }
    }
}
