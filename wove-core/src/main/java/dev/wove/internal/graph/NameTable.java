package dev.wove.internal.graph;

import org.jspecify.annotations.Nullable;

/**
 * The tasks of a graph by name: open addressing over the nodes themselves, which costs half of what a HashMap does, and
 * every weave pays it.
 */
final class NameTable {
    private final @Nullable TaskNode<?>[] slots;
    private final int mask;

    NameTable(int count) {
        int size = Integer.highestOneBit(Math.max(4, count * 2 - 1)) * 2;
        slots = new TaskNode<?>[size];
        mask = size - 1;
    }

    /** Adds {@code node}, or returns the one that has its name already. */
    @Nullable
    TaskNode<?> add(TaskNode<?> node, String name) {
        int i = start(name);
        for (var other = slots[i]; other != null; other = slots[i]) {
            if (name.equals(other.name())) {
                return other;
            }
            i = (i + 1) & mask;
        }
        slots[i] = node;
        return null;
    }

    @Nullable
    TaskNode<?> find(String name) {
        int i = start(name);
        for (var node = slots[i]; node != null; node = slots[i]) {
            if (name.equals(node.name())) {
                return node;
            }
            i = (i + 1) & mask;
        }
        return null;
    }

    private int start(String name) {
        int h = name.hashCode() * 0x9E3779B9;
        return (h ^ h >>> 15) & mask;
    }
}
