package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.ArrowDiamonds;
import dev.wove.benchmarks.side.ClassDiamond;
import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.ExecutorDiamond;
import dev.wove.benchmarks.side.FutureDiamond;
import dev.wove.benchmarks.side.HandOvers;
import dev.wove.benchmarks.side.OneAsyncDiamonds;
import dev.wove.benchmarks.side.ParSeqDiamond;
import dev.wove.benchmarks.side.ReactorDiamond;
import dev.wove.benchmarks.side.TwoAsyncDiamonds;
import dev.wove.benchmarks.side.VirtualThreadDiamond;
import dev.wove.benchmarks.side.VirtualThreads;
import dev.wove.benchmarks.side.WoveDiamond;
import dev.wove.benchmarks.side.WoveDiamonds;
import java.util.List;
import java.util.concurrent.Callable;

/** The smallest weave worth writing: what declaring, checking and ending one costs. */
final class DiamondShapes {
    private static final Budget TIGHTEST = new Budget(1.1, 1_500);
    private static final int START = 7;

    private DiamondShapes() {}

    static List<Shape> of(int times) {
        return List.of(
                inCoroutine(times),
                fromJava("blocking bodies on a pool", 1.0, () -> WoveDiamond.blocking(START))
                        .peer("only the hand-overs", null, () -> HandOvers.of(START))
                        .build(),
                fromJava("async bodies", 0.5, () -> WoveDiamond.async(START))
                        .peer("CompletableFuture thenCompose", null, () -> FutureDiamond.async(START))
                        .build(),
                fromJava("onCaller bodies", 0.5, () -> WoveDiamond.onCaller(START))
                        .build(),
                asClass("generated calls", 1.1, () -> ClassDiamond.generated(START)),
                asClass("method handles", 1.3, () -> ClassDiamond.reflected(START)));
    }

    private static Shape inCoroutine(int times) {
        var entry = Entry.DEFAULT;
        return Shape.named(
                        "diamond of 4 on Default",
                        "weave",
                        times,
                        DiamondBodies.sumOf(times),
                        () -> new WoveDiamonds(times, entry))
                .peer("two async", Budget.ratio(0.8), () -> new TwoAsyncDiamonds(times, entry))
                .peer("one async", TIGHTEST, () -> new OneAsyncDiamonds(times, entry))
                .peer("Arrow parZip", null, () -> new ArrowDiamonds(times, entry))
                .build();
    }

    /** As a weave class, whose peer is the same weave inline. */
    private static Shape asClass(String calls, double budget, Callable<Run> ours) {
        return Shape.named("class weave of 4 from Java, " + calls, "weave", 1, DiamondBodies.one(START), ours)
                .peer("inline weave", Budget.ratio(budget), () -> WoveDiamond.onCaller(START))
                .build();
    }

    /** From a thread that blocks. The peers are the same whatever kind of bodies ours has. */
    private static Shape.Builder fromJava(String bodies, double budget, Callable<Run> ours) {
        return Shape.named("diamond of 4 from Java, " + bodies, "weave", 1, DiamondBodies.one(START), ours)
                .peer("CompletableFuture, fixed pool", Budget.ratio(budget), () -> FutureDiamond.onFixedPool(START))
                .peer("CompletableFuture, cached pool", Budget.ratio(budget), () -> FutureDiamond.onCachedPool(START))
                .peer("ExecutorService", null, () -> ExecutorDiamond.onFixedPool(START))
                .peer(
                        "virtual threads",
                        Budget.VIRTUAL_THREADS,
                        VirtualThreads.missing(),
                        () -> ExecutorDiamond.onVirtualThreads(START))
                .peer(
                        "virtual threads, one a body",
                        Budget.VIRTUAL_THREADS,
                        VirtualThreads.missing(),
                        () -> VirtualThreadDiamond.of(START))
                .peer("ParSeq", Budget.PARSEQ, () -> new ParSeqDiamond(START))
                .peer("Reactor Mono.zip", null, () -> new ReactorDiamond(START));
    }
}
