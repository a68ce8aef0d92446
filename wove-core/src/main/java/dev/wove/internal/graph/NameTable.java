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
    /** In pieces for the reason that {@link dev.wove.internal.graph.Chunks} tells. */
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
        boolean allNamed = true;
        for (int i = 0; i < count; i++) {
            int hash = nodes.nameHash(i);
            // A node whose hash is known need not be looked at: those of large graphs have left the caches by now.
            if (hash == 0) {
                var name = nodes.get(i).givenName;
                if (name == null) {
                    allNamed = false;
                    continue;
                }
                hash = hash(name);
            }
            if (slots == null ? among(i, nodes.get(i).givenName) != null : isKnown(slots, hash, i)) {
                return nodes.get(i);
            }
        }
        return allNamed ? null : firstNamedLikeUnnamed();
    }

    private @Nullable TaskNode<?> firstNamedLikeUnnamed() {
        for (int i = 0; i < count; i++) {
            var node = nodes.get(i);
            var other = node.givenName == null ? null : unnamed(node.givenName);
            if (other != null) {
                return other.index > i ? other : node;
            }
        }
        return null;
    }

    /** The first node of that name. */
    @Nullable
    TaskNode<?> find(String name) {
        var given = slots == null ? among(count, name) : look(slots, name);
        var unnamed = unnamed(name);
        return given == null || unnamed != null && unnamed.index < given.index ? unnamed : given;
    }

    private @Nullable TaskNode<?> among(int first, @Nullable String name) {
        for (int i = 0; i < first; i++) {
            if (name != null && name.equals(nodes.get(i).givenName)) {
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

    private @Nullable TaskNode<?> look(int[][] slots, String name) {
        int hash = hash(name);
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            int slot = slots[i >>> PIECE_BITS][i & PIECE - 1];
            if (slot == 0) {
                return null;
            }
            if (mayBe(slot, hash)) {
                var node = nodes.get((slot & mask) - 1);
                if (name.equals(node.givenName)) {
                    return node;
                }
            }
        }
    }

    /** Whether an entered node has the name of the one at {@code index}, which is entered if not. */
    private boolean isKnown(int[][] slots, int hash, int index) {
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            var piece = slots[i >>> PIECE_BITS];
            int slot = piece[i & PIECE - 1];
            if (slot == 0) {
                piece[i & PIECE - 1] = hash & ~mask | index + 1;
                return false;
            }
            if (mayBe(slot, hash)) {
                var other = nodes.get((slot & mask) - 1).givenName;
                if (other != null && other.equals(nodes.get(index).givenName)) {
                    return true;
                }
            }
        }
    }

    private boolean mayBe(int slot, int hash) {
        return ((slot ^ hash) & ~mask) == 0;
    }

    static int hash(String name) {
        int h = name.hashCode() * 0x9E3779B9;
        return h ^ h >>> 15;
    }
}
