package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.RemoteCalls;
import java.util.List;
import java.util.stream.IntStream;

/** Calls of a method in another process, 64 at once, beside the same way there without Wove. */
final class RemoteShapes {
    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 64;

    /** 141 bytes each, as large as a small argument is. */
    private static final List<String> TEXTS = IntStream.range(0, CALLS)
            .mapToObj(i -> String.format("%07d", i) + "x".repeat(134))
            .toList();

    /** Two JVMs are to be warm, with what is slow in them: five seconds are a few thousand calls, and half of those compile. */
    private static final String[] JVM = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-Dbench.longestWarmUp=30"};

    private RemoteShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.named(
                                "remote http, signed",
                                "call",
                                CALLS,
                                Expectation.of(TEXTS),
                                () -> RemoteCalls.overHttp(TEXTS, AT_ONCE))
                        .jvmArgs(JVM)
                        .peer("bare POST", Budget.ratio(1.3), () -> RemoteCalls.barePosts(TEXTS, AT_ONCE))
                        .build(),
                Shape.named(
                                "remote stdio",
                                "call",
                                CALLS,
                                Expectation.of(TEXTS),
                                () -> RemoteCalls.overStdio(TEXTS, AT_ONCE))
                        .jvmArgs(JVM)
                        .peer("bare lines", null, () -> RemoteCalls.bareLines(TEXTS))
                        .build());
    }
}
