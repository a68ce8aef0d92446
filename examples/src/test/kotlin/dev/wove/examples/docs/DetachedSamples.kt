package dev.wove.examples.docs

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.detached.Detached
import kotlinx.coroutines.future.await
import java.nio.file.Path

// tag::detached-class[]
data class Counted(val day: Int, val sales: Int)

class NightlyCount : Weave<Counted>() {
    @Do
    fun sales(
        @Input day: Int,
    ): Int = day * 6

    @Do
    fun counted(day: Int, sales: Int) = Counted(day, sales)
}
// end::detached-class[]

/** The Kotlin samples of the guide on detached runs, compiled and run. */
class DetachedSamples(
    private val folder: Path,
) {
    suspend fun report(): Counted {
        // tag::detached[]
        val detached = Detached.`in`(folder).property("shop.database")
        val id = detached.start(NightlyCount::class.java, mapOf("day" to 7)).id()

        // later, here or in another process
        val run = detached.find(NightlyCount::class.java, id)
        println("${run.state()}, process ${run.pid()}, log ${run.log()}")
        val counted = run.future().await()
        // end::detached[]
        return counted
    }
}
