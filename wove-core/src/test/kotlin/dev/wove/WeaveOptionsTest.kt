package dev.wove

import dev.wove.trace.WeaveListener
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.time.Duration

private val first = WeaveListener { }
private val second = WeaveListener { }

class WeaveOptionsTest : FunSpec({
    context("the options of a weave") {
        test("are equal to others that give the same") {
            WeaveOptions.workers(1).trace() shouldBe WeaveOptions.trace().workers(1)
            WeaveOptions.workers(1).hashCode() shouldBe WeaveOptions.workers(1).hashCode()
            WeaveOptions.workers(1) shouldNotBe WeaveOptions.workers(2)
        }

        test("read as what is set, without what is not") {
            WeaveOptions.none().toString() shouldBe "WeaveOptions()"
            WeaveOptions
                .workers(8)
                .maxBlocking(4)
                .timeout(Duration.ofSeconds(30))
                .onFailure(OnFailure.CONTINUE)
                .showValues()
                .stallAfter(Duration.ofMinutes(1))
                .listener(first)
                .trace()
                .toString() shouldBe
                "WeaveOptions(workers 8, maxBlocking 4, timeout 30 s, onFailure CONTINUE, showValues, " +
                "stallAfter 60 s, 1 listener, trace)"
        }
    }

    context("options with others") {
        test("are those of both, and the later where both give one") {
            val one = WeaveOptions.workers(1).onFailure(OnFailure.CONTINUE)
            one.with(WeaveOptions.workers(2).trace()) shouldBe
                WeaveOptions.workers(2).onFailure(OnFailure.CONTINUE).trace()
            one.with(WeaveOptions.onFailure(OnFailure.CANCEL)).onFailure() shouldBe OnFailure.CANCEL
            one.with(WeaveOptions.none()) shouldBe one
        }

        test("tell the listeners of both") {
            WeaveOptions.listener(first).with(WeaveOptions.listener(second)).listeners() shouldBe listOf(first, second)
        }
    }
})
