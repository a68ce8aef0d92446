package dev.wove.internal.graph;

import java.util.stream.BaseStream;

/** The streams that the tasks of a weave were given to be mapped over. */
public final class GivenStreams {
    private GivenStreams() {}

    /** Closes them all, as the weave will never run because of {@code refusal}. */
    public static void close(Graph graph, Throwable refusal) {
        for (int i = 0; i < graph.size(); i++) {
            var mapping = graph.node(i).mapping();
            if (mapping != null && mapping.source instanceof BaseStream<?, ?> stream) {
                try {
                    stream.close();
                } catch (Throwable e) {
                    if (e != refusal) {
                        refusal.addSuppressed(e);
                    }
                }
            }
        }
    }
}
