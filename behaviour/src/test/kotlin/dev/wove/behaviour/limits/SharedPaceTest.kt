package dev.wove.behaviour.limits

import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.limits.Machine.Companion.SECOND
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weave
import dev.wove.internal.engine.body.sleep
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import java.io.IOException
import java.time.Duration
import kotlin.random.Random

/** Eight callers on a [Machine], each with one weave after the other, that share a limiter. */
private class Sharing(
    seed: Long,
) {
    private val random = Random(seed)
    private val machine = Machine(random)
    private val perMinute = listOf(7, 600, 6_000, 60_000).random(random)
    private val limiter = Limiter.of(if (random.nextInt(3) == 0) random.nextInt(1, 5) else null, perMinute)
    private val spacing = 60 * SECOND / perMinute

    /** By limit: that of all, and that of each run of a task with one of its own. */
    private val starts = HashMap<Any, ArrayList<Long>>()

    fun someWeaves() = machine.run {
        repeat(8) { launch { repeat(random.nextInt(1, 5)) { oneWeave() } } }
    }

    /** How long the next call waits for, when nothing else is going on. */
    fun oneCall(): Long {
        machine.isBusy = false
        val asked = machine.nanoTime()
        machine.run { weave { task(policy = Policy.limit(limiter)) { note() } } }
        return starts.getValue(limiter).last() - asked
    }

    private fun note(vararg limits: Any = arrayOf(limiter)) {
        for (limit in limits) starts.getOrPut(limit) { ArrayList() } += machine.nanoTime()
    }

    private suspend fun CoroutineScope.oneWeave() {
        val caller = launch {
            try {
                weave(options = someOptions()) { if (random.nextBoolean()) items() else tasks() }
            } catch (_: IOException) {
                // thrown by one of the bodies
            } catch (_: TaskTimeoutException) {
                // of the weave or of a task
            }
        }
        if (random.nextInt(3) == 0) {
            machine.sleep(random.nextLong(10 * spacing))
            caller.cancelAndJoin()
        }
        caller.join()
        machine.sleep(random.nextLong(2 * spacing))
    }

    private fun someOptions(): WeaveOptions {
        var options = WeaveOptions.none()
        if (random.nextInt(3) == 0) options = options.workers(random.nextInt(1, 4))
        if (random.nextInt(3) == 0) options = options.timeout(someTime())
        if (random.nextInt(3) == 0) options = options.onFailure(OnFailure.CONTINUE)
        return options
    }

    private fun someTime() = Duration.ofNanos(random.nextLong(1, 10 * spacing))

    private fun somePolicy(): Policy.Builder {
        var policy = Policy.limit(limiter)
        if (random.nextInt(4) == 0) policy = policy.deadline(someTime())
        if (random.nextInt(4) == 0) policy = policy.retries(2)
        return policy
    }

    private fun WeaveScope.items(): Task<Unit> {
        var policy = somePolicy()
        val own = Any()
        val slower = random.nextInt(1, 4)
        val isPaced = random.nextInt(3) == 0
        if (isPaced) policy = policy.perMinute(maxOf(1, perMinute / slower))
        val items =
            each(List(random.nextInt(30)) { it }, policy = policy) {
                if (isPaced) note(limiter, own to slower) else note()
                body()
            }
        return task(after = listOf(items)) { }
    }

    private fun WeaveScope.tasks(): Task<Unit> {
        val all = List(random.nextInt(1, 20)) {
            if (random.nextInt(4) == 0) {
                task { body() }
            } else {
                task(policy = somePolicy()) {
                    note()
                    body()
                }
            }
        }
        return task(after = all) { }
    }

    private suspend fun body() {
        if (random.nextInt(20) == 0) throw IOException("x")
        if (random.nextBoolean()) machine.sleep(random.nextLong(5 * spacing))
    }

    fun shouldHaveKeptItsDistances() {
        for ((limit, instants) in starts) {
            @Suppress("UNCHECKED_CAST")
            val least = if (limit === limiter) spacing else spacing * (limit as Pair<Any, Int>).second
            for ((one, next) in instants.zipWithNext()) {
                next - one shouldBeGreaterThanOrEqualTo least
            }
        }
    }

    fun shouldServeTheNextCallSoon() {
        oneCall() shouldBeLessThanOrEqualTo spacing + 1
        limiter.inUse() shouldBeLessThanOrEqualTo 0
    }

    fun hasStarted() = starts[limiter].orEmpty().size
}

class SharedPaceTest : FunSpec({
    case(
        "L04 rule-12",
        "a limiter is never exceeded, and free for the next call whoever has given up",
        once = "its own time",
    ) {
        var starts = 0
        checkAll(100, Arb.long()) { seed ->
            val sharing = Sharing(seed)
            withClue("seed $seed") {
                sharing.someWeaves()
                sharing.shouldServeTheNextCallSoon()
                sharing.shouldHaveKeptItsDistances()
            }
            starts += sharing.hasStarted()
        }
        starts shouldBeGreaterThan 2_000
    }
})
