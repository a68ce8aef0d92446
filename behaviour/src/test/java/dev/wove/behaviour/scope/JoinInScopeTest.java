package dev.wove.behaviour.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.DelayedResult;
import dev.wove.Exit;
import dev.wove.TaskFailedException;
import dev.wove.WeaveCancelledException;
import dev.wove.java.Wove;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a thread that joins a call is told: that the call was cancelled, or that the thread itself is to stop. */
@Timeout(30)
class JoinInScopeTest {
    private static int endless(CountDownLatch runs) throws InterruptedException {
        runs.countDown();
        new CountDownLatch(1).await();
        return 1;
    }

    @Test
    void aCallThatWasCancelledHasNoValueToWaitFor() throws Exception {
        var runs = new CountDownLatch(1);
        try (var scope = Wove.named("s").taskScope()) {
            var call = scope.named("slow").start(() -> endless(runs));
            runs.await();
            call.cancel();
            var thrown = assertThrows(TaskFailedException.class, call::join);
            assertEquals(
                    "Task 'slow' in scope 's' was cancelled, so it has no value to wait for.", thrown.getMessage());
            assertInstanceOf(WeaveCancelledException.class, thrown.getCause());
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void aCallThatTakesACancelledOneHasNoneEither() throws Exception {
        var runs = new CountDownLatch(1);
        try (var scope = Wove.taskScope()) {
            var slow = scope.start(() -> endless(runs));
            var next = scope.start(slow, n -> n + 1);
            runs.await();
            slow.cancel();
            assertThrows(TaskFailedException.class, next::join);
        }
    }

    @Test
    void aThreadThatIsInterruptedIsToldOfThatAndTheScopeWithIt() throws Exception {
        var owner = Thread.currentThread();
        var runs = new CountDownLatch(1);
        DelayedResult<Integer> call;
        try (var scope = Wove.taskScope()) {
            call = scope.start(() -> {
                owner.interrupt();
                return endless(runs);
            });
            assertThrows(WeaveCancelledException.class, call::join);
            assertTrue(Thread.interrupted());
            // What the scope was cancelled by goes on to be a cancellation inside of it.
            assertThrows(WeaveCancelledException.class, call::join);
        }
        // Outside, the call was cancelled, and this thread was not.
        assertThrows(TaskFailedException.class, call::join);
    }

    @Test
    void aBodyThatJoinsWhileItsScopeStopsIsStoppedLikeTheOthers() throws Exception {
        var runs = new CountDownLatch(2);
        DelayedResult<Integer> joins;
        try (var scope = Wove.taskScope(Exit.CANCEL)) {
            var slow = scope.start(() -> endless(runs));
            joins = scope.start(() -> {
                runs.countDown();
                return slow.join();
            });
            runs.await();
        }
        var thrown = assertThrows(TaskFailedException.class, joins::join);
        assertInstanceOf(WeaveCancelledException.class, thrown.getCause());
    }

    @Test
    void aBodyThatJoinsACallThatSomebodyCancelsFails() throws Exception {
        var runs = new CountDownLatch(1);
        try (var scope = Wove.with(dev.wove.WeaveOptions.onFailure(dev.wove.OnFailure.CONTINUE))
                .taskScope()) {
            var slow = scope.start(() -> endless(runs));
            var joins = scope.start(slow::join);
            runs.await();
            slow.cancel();
            assertThrows(TaskFailedException.class, joins::join);
        }
    }
}
