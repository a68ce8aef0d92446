package dev.wove.benchmarks.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph with its bodies, its size and the dispatcher it runs on; and who runs it.
 *
 * @param unit what the costs are given per
 * @param ours the side that the others are compared with
 * @param jvmArgs what the JVMs of all its sides are started with besides
 */
public record Shape(String name, String unit, Side ours, List<Side> peers, List<String> jvmArgs) {

    /** Ours first. */
    public List<Side> sides() {
        return Stream.concat(Stream.of(ours), peers.stream()).toList();
    }

    public Side side(String name) {
        return sides().stream()
                .filter(side -> side.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Shape '" + this.name + "' has no side '" + name + "'"));
    }

    /** The same with fewer peers. */
    public Shape withPeers(Predicate<Side> kept) {
        return new Shape(name, unit, ours, peers.stream().filter(kept).toList(), jvmArgs);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Starts with our side. */
    static Builder named(String name, String unit, int units, Expectation expectation, Callable<Run> ours) {
        return new Builder(name, unit, new Side("Wove", units, expectation, ours, null, null));
    }

    /** Adds peers that do the same as ours. */
    static final class Builder {
        private final String name;
        private final String unit;
        private final Side ours;
        private final List<Side> peers = new ArrayList<>();
        private List<String> jvmArgs = List.of();

        private Builder(String name, String unit, Side ours) {
            this.name = name;
            this.unit = unit;
            this.ours = ours;
        }

        Builder peer(String name, @Nullable Budget budget, Callable<Run> open) {
            return peer(name, budget, null, open);
        }

        Builder peer(String name, @Nullable Budget budget, @Nullable String missing, Callable<Run> open) {
            return peer(new Side(name, ours.units(), ours.expectation(), open, budget, missing));
        }

        Builder peer(Side side) {
            peers.add(side);
            return this;
        }

        Builder jvmArgs(String... args) {
            jvmArgs = List.of(args);
            return this;
        }

        Shape build() {
            return new Shape(name, unit, ours, List.copyOf(peers), jvmArgs);
        }
    }
}
