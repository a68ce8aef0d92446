package dev.wove.internal.graph;

import org.jspecify.annotations.Nullable;

/**
 * The tasks of a graph by name: open addressing, which costs half of what a HashMap does, and every weave pays it. A few
 * tasks are simply compared, and tasks without a name of their own are found by their number.
 *
 * <p>A slot is an int: the place of a node, from one on, in its low bits, and what is left of the name's hash above them,
 * so that a node whose name differs is hardly ever looked at, and the garbage collector has nothing to look at.
 */
final class NameTable {
    private static final int FEW = 8;
    /** In pieces for the reason that {@link dev.wove.internal.run.Chunks} tells. */
    private static final int PIECE_BITS = 16;

    private static final int PIECE = 1 << PIECE_BITS;

    private final NodeList nodes;
    private final int count;
    private final int @Nullable [][] slots;
    /** Of the slots, which are twice as many as nodes at least: a place takes no more bits than this has. */
    private final int mask;

    NameTable(NodeList nodes) {
        this.nodes = nodes;
        count = nodes.size();
        int size = count <= FEW ? 0 : Integer.highestOneBit(count * 2 - 1) * 2;
        slots = size == 0 ? null : new int[Math.max(1, size >>> PIECE_BITS)][Math.min(size, PIECE)];
        mask = size - 1;
    }

    private NameTable(NodeList nodes, NameTable entered) {
        this.nodes = nodes;
        count = entered.count;
        slots = entered.slots;
        mask = entered.mask;
    }

    /** The same for {@code others}, which have the same names at the same places. */
    NameTable over(NodeList others) {
        return new NameTable(others, this);
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
            var other = slots == null ? among(i, name) : look(slots, name, i + 1);
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
        var given = slots == null ? among(count, name) : look(slots, name, 0);
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

    /** The node of that name; if there is none, {@code place} is put where it would be, unless it is 0. */
    private @Nullable TaskNode<?> look(int[][] slots, String name, int place) {
        int hash = hash(name);
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            var piece = slots[i >>> PIECE_BITS];
            int slot = piece[i & PIECE - 1];
            if (slot == 0) {
                if (place != 0) {
                    piece[i & PIECE - 1] = hash & ~mask | place;
                }
                return null;
            }
            if (((slot ^ hash) & ~mask) == 0) {
                var node = nodes.get((slot & mask) - 1);
                if (name.equals(node.givenName)) {
                    return node;
                }
            }
        }
    }

    private static int hash(String name) {
        int h = name.hashCode() * 0x9E3779B9;
        return h ^ h >>> 15;
    }
}
