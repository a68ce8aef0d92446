package dev.wove.internal.engine.loop

import dev.wove.StallReport
import java.time.Duration

/** Who looks at runs from outside the loop: keeps their failures, and tells why they do not go on. */
internal interface RunWatch {
    fun failuresOf(run: WeaveRun): RunFailures

    fun stragglersOf(run: WeaveRun): Stragglers

    fun report(run: WeaveRun, quiet: Duration): StallReport

    /** Who waits for a slot or for its turn, and for which; the first of them. */
    fun waiting(run: WeaveRun): List<String>

    /** A number that is another one, as good as always, whenever something in [run] has gone on. */
    fun progress(run: WeaveRun): Long
}
