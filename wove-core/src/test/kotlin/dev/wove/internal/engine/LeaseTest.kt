package dev.wove.internal.engine

import dev.wove.internal.engine.body.Lease
import dev.wove.internal.limit.Permits
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

class LeaseTest : FunSpec({
    test("there is none where nothing limits a body") {
        Lease.of(null, null, null).shouldBeNull()
    }

    test("takes all slots or none, and says which is not there") {
        val first = Permits(1)
        val second = Permits(1)
        val lease = Lease.of(first, second)!!
        second.acquireNow() shouldBe true
        lease.takeNow() shouldBeSameInstanceAs second
        first.inUse() shouldBe 0
        second.release()
        lease.takeNow().shouldBeNull()
        lease.holds(first) shouldBe true
        lease.release()
        lease.holds(first) shouldBe false
        listOf(first.inUse(), second.inUse()) shouldBe listOf(0, 0)
    }

    test("what is lent is for others, and comes back when the last borrower is done") {
        runTest {
            val slots = Permits(1)
            val lease = Lease.of(slots, null)!!
            lease.take()
            lease.lend()
            lease.lend()
            slots.inUse() shouldBe 0
            lease.takeBack()
            slots.inUse() shouldBe 0
            lease.takeBack()
            slots.inUse() shouldBe 1
            lease.end()
            slots.inUse() shouldBe 0
        }
    }

    test("who takes back waits until the slot is free") {
        runTest {
            val slots = Permits(1)
            val lease = Lease.of(slots, null)!!
            lease.take()
            lease.lend()
            slots.acquireNow() shouldBe true
            val back = async(start = CoroutineStart.UNDISPATCHED) { lease.takeBack() }
            runCurrent()
            back.isCompleted shouldBe false
            slots.release()
            back.await()
            lease.holds(slots) shouldBe true
            lease.end()
        }
    }

    test("once the body has ended, nobody takes its slots back for it") {
        runTest {
            val slots = Permits(1)
            val lease = Lease.of(slots, null)!!
            lease.take()
            lease.lend()
            lease.end()
            lease.takeBack()
            slots.inUse() shouldBe 0
        }
    }

    test("one that is cancelled while it waits for the second slot leaves the first") {
        runTest {
            val first = Permits(1)
            val second = Permits(1).also { it.acquireNow() }
            val lease = Lease.of(first, second)!!
            val waits: Job = launch(start = CoroutineStart.UNDISPATCHED) { lease.take() }
            first.inUse() shouldBe 1
            waits.cancelAndJoin()
            first.inUse() shouldBe 0
            second.release()
            second.inUse() shouldBe 0
        }
    }

    test("a thread can take back, too, and keeps its interrupt for later") {
        val slots = Permits(1)
        val lease = Lease.of(slots, null)!!
        lease.takeNow().shouldBeNull()
        lease.lend()
        slots.acquireNow() shouldBe true
        val begun = CountDownLatch(1)
        var interrupted = false
        val waits =
            thread {
                begun.countDown()
                lease.takeBackBlocking()
                interrupted = Thread.interrupted()
            }
        begun.await(30, TimeUnit.SECONDS) shouldBe true
        waits.interrupt()
        slots.release()
        waits.join()
        interrupted shouldBe true
        lease.holds(slots) shouldBe true
        lease.end()
        slots.inUse() shouldBe 0
    }
})
