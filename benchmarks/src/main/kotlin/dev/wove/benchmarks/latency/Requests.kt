package dev.wove.benchmarks.latency

import dev.wove.benchmarks.shape.PageDag
import dev.wove.benchmarks.side.asyncs
import dev.wove.benchmarks.side.tasks
import dev.wove.dsl.weave
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import org.openjdk.jmh.infra.Blackhole

/** A request of 20 tasks: ten wait a millisecond for another service; all work for some microseconds. */
enum class Requests(
    val label: String,
) {
    WOVE("Wove") {
        override suspend fun answer(): Int = weave("page") { tasks(PageDag.DAG, null) { work(it) } }
    },
    ASYNC("async") {
        override suspend fun answer(): Int = coroutineScope { asyncs(PageDag.DAG) { work(it) }.await() }
    }, ;

    abstract suspend fun answer(): Int

    /** Answers, and checks the answer. */
    suspend fun answerChecked() {
        val answer = answer()
        check(answer == PageDag.DAG.result()) { "$label answered $answer instead of ${PageDag.DAG.result()}" }
    }
}

private const val WAIT_MILLIS = 1L

/** In units of JMH, each some nanoseconds. */
private const val WORK = 1_000L

private suspend fun work(task: Int) {
    if (PageDag.fetches(task)) delay(WAIT_MILLIS)
    Blackhole.consumeCPU(WORK)
}
