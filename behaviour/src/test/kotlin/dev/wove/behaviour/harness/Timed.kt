package dev.wove.behaviour.harness

import dev.wove.WeaveOptions
import dev.wove.test.VirtualTime
import dev.wove.test.WeaveTests
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.ConcurrentLinkedQueue

/** Runs weaves of a cell in virtual time, which suspending and blocking callers share. */
class Timed(
    val cell: Cell,
    private val time: VirtualTime,
) {
    private val instants = ConcurrentLinkedQueue<Long>()

    /** Milliseconds since the test began. */
    val now: Long get() = time.elapsed().toMillis()

    /** The instants that were noted, in order. */
    val noted: List<Long> get() = instants.toList()

    /** Notes the instant, and returns how many were noted before. */
    @Synchronized
    fun note(): Int {
        val before = instants.size
        instants.add(now)
        return before
    }

    /** Takes time in a body of any kind. */
    suspend fun Body.sleep(millis: Long) {
        val wait = Duration.ofMillis(millis)
        if (this is BlockingBody) {
            time.sleep(wait)
        } else {
            val over = Gate()
            val later = time.after(wait, Unit)
            later.thenRun(over::open)
            try {
                over.pass()
            } finally {
                later.cancel(false)
            }
        }
    }

    suspend fun <R> run(
        name: String = "w",
        options: WeaveOptions = WeaveOptions.none(),
        block: Weaving.() -> Ref<R>,
    ): R = if (cell.face == Face.JAVA_ASYNC) {
        time.letPass(Callable { BlockingBody(null).call { cell.run(name, options, block) } })
    } else {
        cell.run(name, options, block)
    }

    suspend fun <R> result(
        name: String = "w",
        options: WeaveOptions = WeaveOptions.none(),
        block: Weaving.() -> Ref<R>,
    ): Ended<R> = when (cell.face) {
        Face.JAVA_ASYNC -> time.letPass(Callable { BlockingBody(null).call { cell.result(name, options, block) } })
        Face.WEAVE_BLOCKING -> throw NotExpressible("weaveBlocking has no form that gives a result")
        else -> cell.result(name, options, block)
    }
}

/** Runs [test] in virtual time. */
fun Cell.inVirtualTime(test: suspend Timed.() -> Unit) {
    // A worker has the time of the weave that has started it.
    if (overHttp) throw NotExpressible(NO_VIRTUAL_HTTP)
    if (kind == Kind.REMOTE) Elsewhere.withWorkers { timed(test) } else timed(test)
}

private fun Cell.timed(test: suspend Timed.() -> Unit) {
    if (face.blocksCaller || face == Face.JAVA_ASYNC) {
        WeaveTests.virtualTime<Exception> { time ->
            BlockingBody(null).call { Timed(this@timed, time).test() }
        }
    } else {
        var failure: Throwable? = null
        weaveTest {
            try {
                Timed(this@timed, virtualTime).test()
            } catch (e: Throwable) {
                failure = e
            }
        }
        failure?.let { throw it }
    }
}
