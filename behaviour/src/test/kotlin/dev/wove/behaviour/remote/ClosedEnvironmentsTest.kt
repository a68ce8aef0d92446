package dev.wove.behaviour.remote

import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.environment.EnvironmentException
import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.EnvironmentSource
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.test.configured
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.runBlocking
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger

interface Doubler {
    fun twice(n: Int): Int
}

/** Counts how often its worker was opened and closed. */
private class Counted : EnvironmentSource {
    val opened = AtomicInteger()
    val closed = AtomicInteger()
    private val worker = inMemory().serve(
        Doubler::class.java,
        object : Doubler {
            override fun twice(n: Int) = 2 * n
        },
    )

    override fun open(): EnvironmentExecutor {
        opened.incrementAndGet()
        val executor = worker.open()
        return object : EnvironmentExecutor by executor {
            override fun close(grace: Duration) {
                closed.incrementAndGet()
                executor.close(grace)
            }
        }
    }
}

class ClosedEnvironmentsTest : FunSpec({
    test("the end of a block of a test closes what was opened for it") {
        val source = Counted()
        runBlocking {
            configured({ environment("there", source) }) {
                weave { remote(Doubler::twice, given(2), environment = "there") } shouldBe 4
                weave { remote(Doubler::twice, given(3), environment = "there") } shouldBe 6
                source.closed.get() shouldBe 0
            }
        }
        source.opened.get() shouldBe 1
        source.closed.get() shouldBe 1
    }

    test("a configuration closes its environments, and weaves that need them later fail") {
        val source = Counted()
        val configuration = WoveConfiguration.of { it.environment("there", source) }
        val options = WeaveOptions.config(configuration)
        runBlocking {
            weave(options = options) { remote(Doubler::twice, given(2), environment = "there") } shouldBe 4
            configuration.closeEnvironments(Duration.ofSeconds(1))
            source.closed.get() shouldBe 1
            shouldThrow<EnvironmentException> {
                weave(options = options) { remote(Doubler::twice, given(2), environment = "there") }
            }.message shouldContain "was closed"
        }
    }
})
