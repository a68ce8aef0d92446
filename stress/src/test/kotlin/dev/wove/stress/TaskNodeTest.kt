package dev.wove.stress

import dev.wove.dsl.plan
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.plan.RealPlan
import io.kotest.core.spec.style.FunSpec
import java.util.concurrent.atomic.AtomicInteger

class TaskNodeTest : FunSpec({
    val plan =
        plan("plan") {
            val a by task { 1 }
            val b by task { 2 }
            val c by task { 3 }
            task(a, b, c) { a() + b() + c() }
        } as RealPlan<Int>

    alwaysHolds("a task that ends tells everyone who waits, once", models = 100) {
        val node = plan.graph.nodesToRunAgain()[0]
        val told = List(2) { AtomicInteger() }

        fun waitFor(count: AtomicInteger) {
            while (!node.hasEnded()) {
                val first = node.waiters()
                val waiter =
                    object : TaskNode.Waiter(first) {
                        override fun ended() {
                            count.incrementAndGet()
                        }
                    }
                if (node.addWaiter(first, waiter)) return
            }
            check(node.state() == "value") { "ended, but without its value: ${node.state()}" }
            count.incrementAndGet()
        }
        together(
            { waitFor(told[0]) },
            { waitFor(told[1]) },
            {
                var waiter = node.end("value")
                while (waiter != null) {
                    waiter.ended()
                    waiter = waiter.next()
                }
            },
        )
        check(told.all { it.get() == 1 }) { "told: $told" }
    }

    alwaysHolds("one of the inputs of a task is the last", models = 100) {
        val node = plan.graph.nodesToRunAgain()[3]
        val last = AtomicInteger()
        val end = { if (node.inputEnded()) last.incrementAndGet() }
        together({ end() }, { end() }, { end() })
        check(last.get() == 1) { "$last were told to be the last" }
        check(node.pending() == 0)
    }
})
