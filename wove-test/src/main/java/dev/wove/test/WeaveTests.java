package dev.wove.test;

import dev.wove.test.internal.VirtualTimeThread;

/** Runs tests of plain Java and of blocking Kotlin in virtual time. Suspending Kotlin has {@code weaveTest { }}. */
public final class WeaveTests {
    private WeaveTests() {}

    /**
     * Runs {@code test} and waits for it; every weave that it runs is in the same {@link VirtualTime}. What the test throws
     * is thrown, the same instance.
     *
     * <pre>{@code
     * WeaveTests.virtualTime(time -> {
     *     Wove.weave("page", w -> w.with(retries(3).backoff(constant(ofHours(1)))).task("post", flaky));
     *     assertEquals(ofHours(3), time.elapsed());
     * });
     * }</pre>
     *
     * <p>The test runs on a thread of its own. Time holds still unless that thread waits in a blocking entry of Wove, in
     * {@link VirtualTime#sleep} or in {@link VirtualTime#letPass}; {@code join()} on a future belongs into the latter.
     * A test that takes longer than a minute of real time fails.
     */
    public static <X extends Exception> void virtualTime(VirtualTimeTest<X> test) throws X {
        new VirtualTimeThread(test).run();
    }
}
