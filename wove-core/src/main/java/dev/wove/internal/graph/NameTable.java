package dev.wove.internal.graph;

import dev.wove.internal.run.Chunks;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a graph by name: open addressing over the nodes themselves, which costs half of what a HashMap does, and
 * every weave pays it. A few tasks are simply compared, and tasks without a name of their own are found by their number.
 */
final class NameTable {
    private static final int FEW = 8;

    private final NodeList nodes;
    private final int count;
    private final @Nullable Chunks<TaskNode<?>> slots;
    private final int mask;

    NameTable(NodeList nodes) {
        this.nodes = nodes;
        count = nodes.size();
        int size = count <= FEW ? 0 : Integer.highestOneBit(count * 2 - 1) * 2;
        slots = size == 0 ? null : new Chunks<>(size);
        mask = size - 1;
    }

    /** Whether names are compared, and so need not be entered. */
    boolean isSmall() {
        return slots == null;
    }

    /** Enters the names; returns a node whose name another one declared before it has, or null. */
    @Nullable
    TaskNode<?> firstDuplicate() {
        for (int i = 0; i < count; i++) {
            var node = nodes.get(i);
            var name = node.givenName;
            if (name == null) {
                continue;
            }
            var other = slots == null ? among(i, name) : add(slots, node, name);
            if (other == null) {
                other = unnamed(name);
            }
            if (other != null) {
                return other.index > i ? other : node;
            }
        }
        return null;
    }

    /** The first node of that name. */
    @Nullable
    TaskNode<?> find(String name) {
        var given = slots == null ? among(count, name) : slots.get(slotOf(slots, name));
        var unnamed = unnamed(name);
        return given == null || unnamed != null && unnamed.index < given.index ? unnamed : given;
    }

    private @Nullable TaskNode<?> among(int first, String name) {
        for (int i = 0; i < first; i++) {
            if (name.equals(nodes.get(i).givenName)) {
                return nodes.get(i);
            }
        }
        return null;
    }

    /** The node that was given no name and is called so after its number. */
    private @Nullable TaskNode<?> unnamed(String name) {
        if (!name.startsWith(TaskNode.UNNAMED)) {
            return null;
        }
        int number = 0;
        for (int i = TaskNode.UNNAMED.length(); i < name.length() && number <= count; i++) {
            number = number * 10 + Character.digit(name.charAt(i), 10);
        }
        if (number < 1 || number > count) {
            return null;
        }
        var node = nodes.get(number - 1);
        return node.givenName == null && node.name().equals(name) ? node : null;
    }

    private @Nullable TaskNode<?> add(Chunks<TaskNode<?>> slots, TaskNode<?> node, String name) {
        int slot = slotOf(slots, name);
        var earlier = slots.get(slot);
        if (earlier == null) {
            slots.set(slot, node);
        }
        return earlier;
    }

    /** Where the node of that name is, or would be. */
    private int slotOf(Chunks<TaskNode<?>> slots, String name) {
        int i = start(name);
        for (var node = slots.get(i); node != null && !name.equals(node.givenName); node = slots.get(i)) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private int start(String name) {
        int h = name.hashCode() * 0x9E3779B9;
        return (h ^ h >>> 15) & mask;
    }
}
