package dev.wove.stress

import dev.wove.internal.run.ReadyQueue
import io.kotest.core.spec.style.FunSpec
import org.jetbrains.lincheck.datastructures.Operation
import java.util.concurrent.ConcurrentLinkedQueue

class ReadyQueueTest : FunSpec({
    isLinearizable("a queue with one producer is a FIFO", OneProducer::class)

    // With several, a consumer may find the queue empty while a producer writes; so every producer takes what it finds.
    alwaysHolds("what several producers add is taken once, if each of them polls after adding") {
        val queue = ReadyQueue<String>(4).apply { preload("a") }.apply { preloaded() }
        val taken = ConcurrentLinkedQueue<String>()

        fun drain() {
            while (true) taken += queue.poll() ?: return
        }
        together(
            {
                queue.add("b")
                drain()
            },
            {
                queue.add("c")
                queue.add("d")
                drain()
            },
            { drain() },
        )
        check(taken.sorted() == listOf("a", "b", "c", "d")) { "taken: $taken" }
        check(queue.isEmpty)
    }
})

class OneProducer {
    private val queue = ReadyQueue<Int>(100)
    private var next = 0

    @Operation(nonParallelGroup = "producer")
    fun add() = queue.add(next++)

    @Operation
    fun poll(): Int? = queue.poll()
}
