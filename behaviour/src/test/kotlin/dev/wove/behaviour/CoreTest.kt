package dev.wove.behaviour

import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.everyCell
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class CoreTest : FunSpec({
    everyCell {
        case("C01", "runs a chain in order and composes the values") {
            val order = java.util.concurrent.ConcurrentLinkedQueue<String>()
            val slow = Gate()
            val running = start {
                val a = task("a") {
                    slow.pass()
                    order.add("a")
                    "a"
                }
                val b = task("b", a) {
                    order.add("b")
                    a() + "b"
                }
                task("c", b) {
                    order.add("c")
                    b() + "c"
                }
            }
            slow.open()
            running.end().getOrThrow() shouldBe "abc"
            order.toList() shouldBe listOf("a", "b", "c")
        }
    }
})
