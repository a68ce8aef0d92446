package dev.wove.test;

import dev.wove.function.TaskBody;
import dev.wove.function.TaskBody1;
import dev.wove.function.TaskBody2;
import dev.wove.test.internal.RealStandIn;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test puts in the place of a task: a value, a failure, a body of its own, or any of them after a while.
 *
 * <p>The task keeps its name and its options, so that a stand-in that fails is retried as the real one would be, and one
 * that takes long times out. It needs none of the inputs of the task but those it names, and what only fed the task does
 * not run. Kotlin has {@code body}, {@code blockingBody}, {@code items} and {@code blockingItems} for lambdas besides.
 *
 * <p>Implemented by Wove only. Immutable.
 */
public interface StandIn {

    /** Succeeds with {@code value}. A value by itself means the same; this form is there for {@link #after}. */
    static StandIn value(@Nullable Object value) {
        return RealStandIn.of(value);
    }

    /** Fails with {@code failure}, checked or not, in every attempt. */
    static StandIn failing(Throwable failure) {
        return RealStandIn.failing(failure);
    }

    /** Calls {@code body} in every attempt; it may block and may throw. On a mapped task it makes the whole list. */
    static StandIn body(TaskBody<?> body) {
        return body(List.of(), in -> body.run());
    }

    /** Calls {@code body}, which reads those inputs of the task that are named in {@code inputs}; they do run. */
    static StandIn body(List<String> inputs, TaskBody1<? super StandInInputs, ?> body) {
        return RealStandIn.blocking(inputs, false, (in, item) -> body.run(in));
    }

    /** Calls {@code body} once per item of a mapped task, whose source does run. */
    static <I extends @Nullable Object> StandIn items(TaskBody1<? super I, ?> body) {
        return StandIn.<I>items(List.of(), (in, item) -> body.run(item));
    }

    /** Calls {@code body} once per item of a mapped task; it reads those inputs that are named in {@code inputs}. */
    @SuppressWarnings("unchecked")
    static <I extends @Nullable Object> StandIn items(
            List<String> inputs, TaskBody2<? super StandInInputs, ? super I, ?> body) {
        return RealStandIn.blocking(inputs, true, (in, item) -> body.run(in, (I) item));
    }

    /**
     * Waits for {@code wait} first, in every attempt and for every item; in virtual time when the test runs in it.
     *
     * @throws IllegalArgumentException if {@code wait} is negative
     */
    StandIn after(Duration wait);
}
