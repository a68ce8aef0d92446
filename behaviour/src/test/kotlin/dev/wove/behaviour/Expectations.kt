package dev.wove.behaviour

import dev.wove.behaviour.harness.Interrupted
import io.kotest.matchers.types.shouldBeInstanceOf
import java.util.concurrent.CancellationException

/** What a caller gets after its own cancellation: for a thread, with the interrupt flag set again. */
fun shouldBeCancellation(thrown: Throwable?) {
    val own = if (thrown is Interrupted) thrown.cause else thrown
    own.shouldBeInstanceOf<CancellationException>()
}
