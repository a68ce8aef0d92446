package dev.wove.internal.engine.body

import dev.wove.StallReport.Wait
import dev.wove.internal.text.SafeLog
import org.slf4j.LoggerFactory
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference
import java.util.function.BiFunction
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/** What a body that returns a stage is waited for by. */
internal class StageBody(
    private val call: BodyCall,
    private val stage: CompletionStage<*>,
) : BiFunction<Any?, Throwable?, Any?>,
    Underway {
    private val clock = call.host.clock
    private val takesNoTime = !clock.completes(stage)

    /** Null, then COROUTINE_SUSPENDED unless the stage is done here and now, then its [BodyEnd]. */
    private val state = AtomicReference<Any?>()

    /** The value if the stage is done: its end is returned here, so that chains of such stages do not nest. */
    fun valueOrSuspended(): Any? {
        if (takesNoTime) clock.blockingStarted()
        try {
            // Not whenComplete, which fails if the exception of the stage cannot be shown.
            stage.handle(this)
        } catch (e: Throwable) {
            apply(null, e)
        }
        if (state.compareAndSet(null, COROUTINE_SUSPENDED)) return COROUTINE_SUSPENDED
        return (state.get() as BodyEnd).valueOrThrow()
    }

    override fun apply(value: Any?, thrown: Throwable?): Any? {
        val cause = if (thrown is CompletionException) thrown.cause ?: thrown else thrown
        val end = BodyEnd(value, cause)
        if (!state.compareAndSet(null, end)) {
            // A stage of a client may complete twice.
            if (!state.compareAndSet(COROUTINE_SUSPENDED, end)) return call.host.endedTwice(call.frame, cause)
            call.ended(value, cause)
        }
        if (takesNoTime) clock.blockingEnded()
        return null
    }

    /** A stage of a client may refuse; whoever stops it goes on to stop others, and the weave waits for it. */
    override fun stop() {
        try {
            stage.toCompletableFuture().cancel(true)
        } catch (e: Throwable) {
            SafeLog.warn(
                LOG,
                "The stage of task '${call.frame.label()}' cannot be cancelled; the weave waits for it.",
                e,
            )
        }
    }

    override fun standing(): Underway.Standing = Underway.Standing(Wait.STAGE)

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")!!
    }
}
