package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.Shape;
import java.util.List;

/** What was measured of one shape. */
public record ShapeResult(Shape shape, Measured ours, List<Measured> peers) {

    /** Ours beside each peer that ran. */
    public List<Comparison> comparisons() {
        return peers.stream()
                .filter(peer -> peer.missing() == null)
                .map(peer -> Comparison.of(shape, ours, peer))
                .toList();
    }
}
