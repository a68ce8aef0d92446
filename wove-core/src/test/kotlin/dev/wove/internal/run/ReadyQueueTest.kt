package dev.wove.internal.run

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

class ReadyQueueTest : FunSpec({
    test("gives what was put before anybody knew it, then what was added, in that order") {
        val queue = ReadyQueue<Int>(5)
        queue.preload(1)
        queue.preload(2)
        queue.preloaded()
        queue.add(3)
        List(3) { queue.poll() } shouldContainExactly listOf(1, 2, 3)
        queue.poll().shouldBeNull()
        queue.isEmpty shouldBe true
        queue.add(4)
        queue.isEmpty shouldBe false
        queue.poll() shouldBe 4
    }

    test("takes any number where nobody knows how many there will be") {
        val queue = ReadyQueue.unbounded<Int>()
        repeat(10_000) { queue.add(it) }
        List(10_000) { queue.poll() } shouldContainExactly List(10_000) { it }
        queue.poll().shouldBeNull()
    }

    test("gives each element to one of many threads") {
        for (queue in listOf(ReadyQueue(20_000), ReadyQueue.unbounded<Int>())) {
            val taken = ConcurrentLinkedQueue<Int>()
            val left = AtomicInteger(20_000)
            val start = CountDownLatch(1)
            val producers =
                List(4) { n -> thread { start.await().also { repeat(5_000) { queue.add(n * 5_000 + it) } } } }
            val consumers =
                List(4) {
                    thread {
                        start.await()
                        while (left.get() > 0) {
                            val next = queue.poll()
                            if (next == null) {
                                Thread.yield()
                            } else {
                                taken.add(next)
                                left.decrementAndGet()
                            }
                        }
                    }
                }
            start.countDown()
            (producers + consumers).forEach { it.join() }
            taken.sorted() shouldBe List(20_000) { it }
        }
    }
})
