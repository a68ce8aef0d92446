package dev.wove.stress

import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.loop.RunJob
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Job
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

class RunJobTest : FunSpec({
    // Found on real threads, by the scenario below: who cancels a Job changes its state first and tells the run then. If the
    // last task ended in between, the run completed without an end and got one afterwards. A caller who asked for the end
    // before and after was told two stories: weaveResult could throw a NullPointerException.
    for (live in listOf(false, true)) {
        test(
            "a ${if (live) "launched run" else "run"} that completes while its cancellation is being told has that end",
        ) {
            val caller = Job()
            val run =
                object : OneRun(caller, live) {
                    override fun onCancelling(cause: Throwable?) {
                        lastTaskEnded()
                        super.onCancelling(cause)
                    }
                }
            caller.cancel()
            run.isCompleted shouldBe true
            run.end?.kind shouldBe RunEnd.Kind.CANCELLED
            run.endAtCompletion shouldBe run.end
        }
    }

    for (live in listOf(false, true)) {
        val kind = if (live) "a launched run" else "a run"
        alwaysHolds("$kind that completes while it fails, times out and is cancelled has one end") {
            val caller = Job()
            val run = OneRun(caller, live)
            val resumed = AtomicInteger()
            val seen = arrayOfNulls<RunEnd>(1)
            together(
                {
                    if (run.startUntil(resumed) === Unit) resumed.incrementAndGet()
                },
                { run.lastTaskEnded() },
                {
                    run.endBy(RunEnd.Kind.FAILURE, IllegalStateException())
                    seen[0] = run.end
                },
                {
                    run.endBy(RunEnd.Kind.TIMEOUT, IllegalStateException())
                    caller.cancel()
                },
            )
            check(resumed.get() == 1) { "the caller went on $resumed times" }
            check(run.completions.get() == 1) { "completed ${run.completions} times" }
            check(
                seen[0] == null || seen[0] === run.end,
            ) { "the end changed from ${seen[0]?.kind} to ${run.end?.kind}" }
            check(run.endAtCompletion === run.end) { "an end came after the run had completed" }
            check(run.isCompleted)
            check(!run.isCancelled || run.end != null) { "cancelled, and nobody knows why" }
            check(run.end == null || run.stops.get() == 1) { "stopped its bodies ${run.stops} times" }
        }
    }
})

private open class OneRun(
    caller: Job,
    live: Boolean,
) : RunJob(caller, live) {
    val completions = AtomicInteger()
    val stops = AtomicInteger()
    var endAtCompletion: RunEnd? = null

    init {
        attach()
    }

    override val heading: String get() = "weave"

    override fun stopBodies() {
        stops.incrementAndGet()
    }

    override fun completes() = Unit

    override fun hasCompleted() {
        completions.incrementAndGet()
        endAtCompletion = end
    }

    fun lastTaskEnded() = complete(null)

    fun startUntil(resumed: AtomicInteger): Any = completedOr(
        object : Continuation<Unit> {
            override val context: CoroutineContext get() = EmptyCoroutineContext

            override fun resumeWith(result: Result<Unit>) {
                resumed.incrementAndGet()
            }
        },
    )
}
