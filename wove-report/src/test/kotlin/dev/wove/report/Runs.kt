package dev.wove.report

import dev.wove.Backoff
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.trace.Trace
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import java.time.Duration
import kotlin.random.Random
import kotlin.time.Duration.Companion.milliseconds

/** What became of a weave in virtual time, where times are exact. */
internal fun <R> ran(
    name: String = "page",
    workers: Int? = null,
    traced: Boolean = false,
    block: WeaveScope.() -> Task<R>,
): WeaveResult<R> {
    lateinit var result: WeaveResult<R>
    val options = if (traced) WeaveOptions.none().trace() else WeaveOptions.none()
    runTest { result = weaveResult(name, workers, onFailure = OnFailure.CONTINUE, options = options, block = block) }
    return result
}

/** A task that ran on a worker. */
internal fun elsewhere(): WeaveResult<String> {
    lateinit var result: WeaveResult<String>
    val there = WeaveOptions.config(WoveConfiguration.of { it.environment("reports", ::FarAway) })
    runTest {
        result = weaveResult("page", options = there) { remote(Reports::render, given("a post"), "report", "reports") }
    }
    return result
}

/** One of everything that a report can show. */
internal fun everything(): WeaveResult<*> = ran(traced = true) {
    val post = task("post") {
        delay(100.milliseconds)
        "a post"
    }
    val ad = task("ad") {
        delay(10.milliseconds)
        error("no ad today")
    }
    val retried = Policy.retries(1).backoff(Backoff.constant(Duration.ofMillis(5)))
    var tries = 0
    val author = task("author", post, policy = retried) {
        delay(20.milliseconds)
        check(tries++ > 0) { "busy" }
        "Anni"
    }
    val ratings = each(listOf(3, 1, 2), name = "ratings", workers = 2) { delay((10 * it).milliseconds) }
    task("audit", ad) { "never" }
    val inside = task("inside", after = listOf(post)) {
        weave("inner") {
            val one = task("one") { delay(7.milliseconds) }
            task("two", one) { delay(3.milliseconds) }
        }
    }
    task("page", post, author, ratings, inside, orNull(ad)) {
        delay(1.milliseconds)
        post() + author()
    }
}

/** A run of [size] tasks, each with up to three inputs among those before it. */
internal fun randomRun(random: Random, size: Int, workers: Int? = null): Trace = ran("random", workers) {
    val tasks = ArrayList<Task<Unit>>()
    repeat(size) { i ->
        val inputs = List(if (i == 0) 0 else random.nextInt(4)) { tasks[random.nextInt(i)] }.distinct()
        tasks += task("task-$i", *inputs.toTypedArray()) {
            delay(random.nextInt(4).milliseconds)
            if (random.nextInt(20) == 0) error("failed at random")
        }
    }
    tasks.last()
}.trace()
