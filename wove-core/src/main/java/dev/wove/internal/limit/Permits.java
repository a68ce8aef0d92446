package dev.wove.internal.limit;

import java.util.LinkedHashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A counted set of slots handed over in the order asked for. Nobody blocks: who does not get a slot at once leaves a
 * {@link Waiter}, which owns the slot once it has taken it.
 */
public final class Permits {
    /** Who waits for a slot. */
    @FunctionalInterface
    public interface Waiter {
        /** Takes the slot that has become free, or returns false because it is no longer wanted. */
        boolean granted();
    }

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    /** Null until somebody has to wait. */
    private @Nullable LinkedHashSet<Waiter> waiting;

    private int taken;

    public Permits(int limit) {
        this.limit = limit;
    }

    /** Takes a slot and returns true, or keeps {@code waiter} for later and returns false. */
    public boolean acquire(Waiter waiter) {
        lock.lock();
        try {
            if (taken < limit) {
                taken++;
                return true;
            }
            if (waiting == null) {
                waiting = new LinkedHashSet<>();
            }
            waiting.add(waiter);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot if there is one. */
    public boolean acquireNow() {
        lock.lock();
        try {
            if (taken == limit) {
                return false;
            }
            taken++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot, blocking until there is one; interrupts are kept for later. Returns whether it had to wait. */
    public boolean acquireBlocking() {
        var granted = new CountDownLatch(1);
        boolean atOnce = acquire(() -> {
            granted.countDown();
            return true;
        });
        if (!atOnce) {
            awaitKeepingInterrupts(granted);
        }
        return !atOnce;
    }

    public static void awaitKeepingInterrupts(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets a waiter; false if it has been granted a slot, or is about to be. */
    public boolean withdraw(Waiter waiter) {
        lock.lock();
        try {
            return waiting != null && waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a slot back, to the one that has waited longest if there is one. */
    public void release() {
        while (true) {
            var next = nextOrFree();
            if (next == null || next.granted()) {
                return;
            }
        }
    }

    private @Nullable Waiter nextOrFree() {
        lock.lock();
        try {
            if (waiting == null || waiting.isEmpty()) {
                taken--;
                return null;
            }
            var all = waiting.iterator();
            var next = all.next();
            all.remove();
            return next;
        } finally {
            lock.unlock();
        }
    }

    public int limit() {
        return limit;
    }

    public int inUse() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    public int waiting() {
        lock.lock();
        try {
            return waiting == null ? 0 : waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
