package dev.wove.internal.run;

import dev.wove.internal.graph.Chunks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO for many producers and consumers in which every element is put at most once, so that a slot per element is
 * enough and a slot is never used again. It keeps what was taken: to clear a slot would take the cache line from the
 * consumer of the next one.
 *
 * <p>A consumer that finds a slot reserved but not yet written treats the queue as empty: the producer, who is still
 * running, looks after its element and those behind it.
 */
public final class ReadyQueue<E> {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            var lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(ReadyQueue.class, "head", int.class);
            TAIL = lookup.findVarHandle(ReadyQueue.class, "tail", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Chunks<E> slots;

    /** Instead of the slots, if nobody can tell how many elements there will be. */
    private final @Nullable ConcurrentLinkedQueue<E> unbounded;

    private int unpublished;
    private volatile int head;
    private volatile int tail;

    public ReadyQueue(int capacity) {
        slots = new Chunks<>(capacity);
        unbounded = null;
    }

    private ReadyQueue(ConcurrentLinkedQueue<E> unbounded) {
        slots = new Chunks<>(0);
        this.unbounded = unbounded;
    }

    /** A queue for any number of elements. */
    public static <E> ReadyQueue<E> unbounded() {
        return new ReadyQueue<>(new ConcurrentLinkedQueue<>());
    }

    /** Adds before any other thread knows the queue; to be followed by {@link #preloaded}. */
    public void preload(E element) {
        slots.set(unpublished++, element);
    }

    public void preloaded() {
        tail = unpublished;
    }

    public void add(E element) {
        if (unbounded != null) {
            unbounded.add(element);
            return;
        }
        int slot = (int) TAIL.getAndAdd(this, 1);
        SLOT.setVolatile(slots.with(slot), Chunks.at(slot), element);
    }

    public boolean isEmpty() {
        return unbounded != null ? unbounded.isEmpty() : head >= tail;
    }

    /** Takes the next element, or returns null if there is none to be seen. */
    @SuppressWarnings("unchecked")
    public @Nullable E poll() {
        if (unbounded != null) {
            return unbounded.poll();
        }
        while (true) {
            int h = head;
            if (h >= tail) {
                return null;
            }
            var element = SLOT.getAcquire(slots.with(h), Chunks.at(h));
            if (element == null) {
                return null;
            }
            if (HEAD.compareAndSet(this, h, h + 1)) {
                return (E) element;
            }
        }
    }
}
