package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.DiamondBodies;
import dev.wove.benchmarks.shape.Run;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A diamond of four from a blocking thread; the branches are subscribed on Reactor's scheduler for blocking work. */
public final class ReactorDiamond implements Run {
    private final int i;
    private final Scheduler scheduler = Schedulers.boundedElastic();

    public ReactorDiamond(int i) {
        this.i = i;
    }

    @Override
    public Object once() {
        var diamond = Mono.fromCallable(() -> DiamondBodies.top(i))
                .flatMap(top -> Mono.zip(
                        Mono.fromCallable(() -> DiamondBodies.left(top)).subscribeOn(scheduler),
                        Mono.fromCallable(() -> DiamondBodies.right(top)).subscribeOn(scheduler),
                        DiamondBodies::bottom));
        var result = diamond.block();
        if (result == null) {
            throw new IllegalStateException("The diamond made nothing");
        }
        return result;
    }
}
