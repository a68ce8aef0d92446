package dev.wove.internal.graph;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tasks of a graph or of a run, each at its index. */
public final class NodeList extends Chunks<TaskNode<?>> implements Iterable<TaskNode<?>> {
    private static final int[] NONE = {};

    private static final int FIRST_HASHES = 16;

    private int size;

    /** The hashes of the names of tasks as they were declared, 0 if there was none; there may be fewer than tasks. */
    private int[] nameHashes = NONE;

    public NodeList() {
        super(4);
    }

    public int size() {
        return size;
    }

    void add(TaskNode<?> node) {
        makeRoom(size);
        set(size++, node);
    }

    /** The same for one that is being declared, and so in the caches of this processor. */
    void addDeclared(TaskNode<?> node) {
        var name = node.givenName;
        if (name != null) {
            if (size >= nameHashes.length) {
                nameHashes = Arrays.copyOf(nameHashes, Math.max(FIRST_HASHES, size * 2));
            }
            nameHashes[size] = NameTable.hash(name);
        }
        add(node);
    }

    /** The hash of the name at {@code index}; 0 if it is not known. */
    int nameHash(int index) {
        return index < nameHashes.length ? nameHashes[index] : 0;
    }

    /** The names of all tasks in order; a view. */
    List<String> names() {
        return new AbstractList<>() {
            @Override
            public String get(int i) {
                Objects.checkIndex(i, size);
                return NodeList.this.get(i).name();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /** Traces and plans tell names as they are shown, and whoever reads them there asks with those. */
    @Nullable
    TaskNode<?> shownAs(String name) {
        for (var node : this) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        return null;
    }

    /** Fresh copies of these tasks and of the edges between them, for one run of a plan. */
    NodeList copies() {
        var copies = new NodeList();
        for (var node : this) {
            var copy = node.copy();
            node.copyDeclarationTo(copy);
            copies.add(copy);
        }
        for (var node : this) {
            var copy = copies.get(node.index);
            node.copyDependentsTo(copy, copies);
            copy.strictDependents = node.strictDependents;
            copy.expect(node.pending());
        }
        return copies;
    }

    @Override
    public Iterator<TaskNode<?>> iterator() {
        return IntStream.range(0, size).<TaskNode<?>>mapToObj(this::get).iterator();
    }
}
