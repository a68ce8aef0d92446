package dev.wove.stress

import dev.wove.internal.pool.BlockingCall
import io.kotest.core.spec.style.FunSpec

class BlockingCallTest : FunSpec({
    alwaysHolds("a call that is cancelled at any moment ends once, and its interrupt stays inside") {
        val call = OneCall()
        together({ call.run() }, { call.cancel() }, { call.cancel() })
        with(call) {
            check(left == 1) { "left $left times" }
            check(bodies == finished) { "$bodies bodies, $finished ends" }
            check(finished + neverStarted == 1) { "$finished ends, and $neverStarted times not started" }
            check(isCancelledUnstarted == (neverStarted == 1))
            check(interrupts <= 1) { "interrupted $interrupts times" }
            check(interruptsAfterEnd == 0) { "an interrupt came when the call had ended" }
            check(interrupts + neverStarted == 1 || bodies == 1)
        }
    }
})

/** A call whose interrupt is a number, so that a model checker sees it. */
private class OneCall : BlockingCall() {
    @Volatile var bodies = 0

    @Volatile var finished = 0

    @Volatile var left = 0

    @Volatile var neverStarted = 0

    @Volatile var interrupts = 0

    @Volatile var interruptsAfterEnd = 0

    override fun body() {
        bodies++
    }

    override fun finished(): BlockingCall? {
        check(left == 1) { "finished before the thread was free" }
        finished++
        return null
    }

    override fun leave() {
        left++
    }

    override fun neverStarted() {
        neverStarted++
    }

    override fun interrupt(running: Thread) {
        interrupts++
        if (left > 0) interruptsAfterEnd++
    }
}
