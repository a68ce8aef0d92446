package dev.wove.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.wove.benchmarks.shape.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Ours beside one peer, as it is written to JSON. Costs are nanoseconds and bytes per task, per item or per weave.
 *
 * @param ratio of our time to that of the peer
 * @param budget what the ratio may be on the running JDK; null where none is set
 */
@JsonPropertyOrder({"shape", "oursNs", "oursBytes", "peer", "peerNs", "peerBytes", "ratio", "budget"})
public record Comparison(
        String shape,
        double oursNs,
        double oursBytes,
        String peer,
        double peerNs,
        double peerBytes,
        double ratio,
        @Nullable Double budget) {

    static Comparison of(Shape shape, Measured ours, Measured peer) {
        var budget = peer.side().budget();
        return new Comparison(
                shape.name(),
                rounded(ours.samples().nanos()),
                rounded(ours.samples().bytes()),
                peer.side().name(),
                rounded(peer.samples().nanos()),
                rounded(peer.samples().bytes()),
                ours.samples().nanos() / peer.samples().nanos(),
                budget == null ? null : budget.ratio());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
