package consumer

import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.detached.Detached
import dev.wove.dsl.await
import dev.wove.dsl.launchWeave
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.io.IOException
import java.nio.file.Files
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

private var failed = 0

/** Uses what the artifacts offer, one thing after the other, and ends with 1 if one of them does not work. */
fun main() {
    check("retries", 3) { retries() }
    check("timeouts", true) { timeouts() }
    check("limiters", 6) { limiters() }
    check("mapping", listOf(2, 4, 6)) { mapping() }
    check("launchWeave", 4) { launched() }
    check("a value that nobody wants", 3) { unwanted() }
    check("scopes", 5) { scopes() }
    check("weave class", 60) { weave(Prices(), "most" to 3) }
    if (!Prices::class.java.module.isNamed) check("processor", true) { Class.forName("consumer.Prices_Weaving") != null }
    check("method references", 100) { overridden() }
    check("report", true) { report() }
    check("detached", 30) { detached() }
    exitProcess(if (failed == 0) 0 else 1)
}

private fun check(
    name: String,
    expected: Any,
    use: suspend () -> Any?,
) {
    try {
        val value = runBlocking { use() }
        if (value != expected) throw AssertionError("expected $expected, was $value")
        println("ok $name")
    } catch (e: Throwable) {
        failed++
        println("FAILED $name: $e")
        e.printStackTrace(System.out)
    }
}

private suspend fun unwanted(): Int {
    val ran = AtomicInteger()
    coroutineScope {
        launch { weave { task { ran.incrementAndGet() } } }
        (1..2).forEach { weave { task { ran.addAndGet(it - 1) } } }
        thread { weaveBlocking { task { ran.incrementAndGet() } } }.join()
    }
    return ran.get()
}

private suspend fun retries(): Int {
    var calls = 0
    return weave {
        val unsteady by task(retries = 2) {
            delay(1)
            if (++calls < 3) throw IOException("again")
            calls
        }
        unsteady
    }
}

private suspend fun timeouts(): Boolean =
    try {
        weave<Unit> {
            val slow by task(timeout = 20.milliseconds) { delay(30.seconds) }
            slow
        }
        false
    } catch (e: TaskTimeoutException) {
        true
    }

private suspend fun limiters(): Int {
    val limited = Policy.limit(Limiter.of(1, 60_000))
    return weave(timeout = 30.seconds) {
        val a by task(policy = limited) { 1 }
        val b by task(policy = limited) { 2.also { delay(1) } }
        val c by blocking(policy = limited) { 3 }
        val sum by task(a, b, c) { a() + b() + c() }
        sum
    }
}

private suspend fun mapping(): List<Int> =
    weave {
        val doubled by each(listOf(1, 2, 3), workers = 2) { it.also { delay(1) } * 2 }
        doubled
    }

private suspend fun launched(): Int =
    coroutineScope {
        launchWeave("launched") {
            val four by task { 4.also { delay(1) } }
            four
        }.await()
    }

private suspend fun scopes(): Int {
    val half = taskFunction("half") { of: Int -> of / 2 }
    return taskScope {
        val a = half(4)
        val b = start { 3.also { delay(1) } }
        val sum = start(a, b) { x, y -> x + y }
        sum.await()
    }
}

private suspend fun overridden(): Int = weave(Prices(), "most" to 3) { override(Prices::total) with { 100 } }

private suspend fun report(): Boolean {
    val file = Files.createTempFile("report", ".html")
    val result =
        weaveResult {
            val one by task { 1 }
            one
        }
    result.writeReport(file)
    return Files.readString(file).contains("<html").also { Files.delete(file) }
}

private fun detached(): Int =
    Detached
        .`in`(Files.createTempDirectory("detached"))
        .start(Prices::class.java, mapOf("most" to 2))
        .join()
