package dev.wove.test.junit;

import dev.wove.test.VirtualTime;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A parameter, which is there before the time of the test begins. */
final class TimeOfTest implements VirtualTime {
    private volatile @Nullable VirtualTime time;

    void begin(VirtualTime real) {
        time = real;
    }

    private VirtualTime time() {
        var begun = time;
        if (begun == null) {
            throw new IllegalStateException("Virtual time does not begin for this kind of method.\n"
                    + "  Instead of   @TestFactory Stream<DynamicTest> tests(VirtualTime time)\n"
                    + "  use          WeaveTests.virtualTime(time -> ...) in each dynamic test");
        }
        return begun;
    }

    @Override
    public Duration elapsed() {
        return time().elapsed();
    }

    @Override
    public void sleep(Duration wait) throws InterruptedException {
        time().sleep(wait);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> after(Duration wait, T value) {
        return time().after(wait, value);
    }

    @Override
    public <T extends @Nullable Object> T letPass(Callable<T> call) throws Exception {
        return time().letPass(call);
    }
}
