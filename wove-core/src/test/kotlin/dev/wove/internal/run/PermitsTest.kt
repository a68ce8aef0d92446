package dev.wove.internal.run

import dev.wove.internal.limit.Permits
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class PermitsTest : FunSpec({
    context("a slot that is given back") {
        test("goes past those who do not want it any more, to the next who does") {
            val permits = Permits(1)
            val asked = ArrayList<String>()

            fun waiter(name: String, wants: Boolean) = Permits.Waiter { wants.also { asked += name } }
            permits.acquire(waiter("holder", true)) shouldBe true
            permits.acquire(waiter("gone", false)) shouldBe false
            permits.acquire(waiter("gone, too", false)) shouldBe false
            permits.acquire(waiter("waits", true)) shouldBe false
            permits.release()
            asked shouldBe listOf("gone", "gone, too", "waits")
            permits.inUse() shouldBe 1
        }

        test("is free when nobody wants it any more") {
            val permits = Permits(1)
            permits.acquireNow() shouldBe true
            permits.acquire { false } shouldBe false
            permits.release()
            permits.inUse() shouldBe 0
            permits.acquireNow() shouldBe true
        }
    }

    test("all that are taken leave none to take at once") {
        val permits = Permits(2)
        List(3) { permits.acquireNow() } shouldBe listOf(true, true, false)
        permits.inUse() shouldBe 2
    }
})
