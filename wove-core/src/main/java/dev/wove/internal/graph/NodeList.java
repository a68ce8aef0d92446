package dev.wove.internal.graph;

import dev.wove.internal.run.Chunks;
import java.util.Iterator;
import java.util.stream.IntStream;

/** The tasks of a graph or of a run, each at its index. */
public final class NodeList extends Chunks<TaskNode<?>> implements Iterable<TaskNode<?>> {
    private int size;

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

    @Override
    public Iterator<TaskNode<?>> iterator() {
        return IntStream.range(0, size).<TaskNode<?>>mapToObj(this::get).iterator();
    }
}
