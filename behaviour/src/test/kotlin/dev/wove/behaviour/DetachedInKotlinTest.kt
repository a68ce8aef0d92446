package dev.wove.behaviour

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.behaviour.background.launchedProgram
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.remote.ProcessPage
import dev.wove.behaviour.remote.WhoAmI
import dev.wove.detached.Detached
import dev.wove.detached.DetachedFailedException
import dev.wove.detached.DetachedState
import dev.wove.dsl.weave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.yield
import java.io.File

data class Doubled(val total: Int, val pid: Long)

/** A weave class with a suspending task. */
class Doubling : Weave<Doubled>() {
    @Do
    suspend fun sum(
        @Input a: Int,
        @Input b: Int,
    ): Int {
        yield()
        check(a > 0) { "a must be positive" }
        return a + b
    }

    @Do
    fun doubled(sum: Int) = Doubled(sum * 2 + Integer.getInteger("test.of.wove.more", 0), ProcessHandle.current().pid())
}

private const val PROCESS = "a process has no body kinds; DetachedTest has the cases from Java source"

class DetachedInKotlinTest : FunSpec({
    val detached = Detached.`in`(tempdir().toPath())

    context("a detached run of a weave class in Kotlin") {
        case("BG11 BG12", "gives its value, from another process", PROCESS) {
            val run = detached.start(Doubling::class.java, mapOf("a" to 20, "b" to 10))
            val value = run.future().await()
            value shouldBe Doubled(60, run.pid())
            value.pid shouldNotBe ProcessHandle.current().pid()
        }

        case("BG13", "gives its failure as text", PROCESS) {
            val run = detached.start(Doubling::class.java, mapOf("a" to 0, "b" to 10))
            val failure = shouldThrow<DetachedFailedException> { run.future().await() }
            failure.failureType() shouldBe "java.lang.IllegalStateException"
            failure.message shouldContain "a must be positive"
            run.state() shouldBe DetachedState.FAILED
        }

        test("has the system properties that it is given") {
            System.setProperty("test.of.wove.more", "5")
            try {
                val configured = detached.property("test.of.wove.more")
                configured.start(Doubling::class.java, mapOf("a" to 1, "b" to 1)).join().total shouldBe 9
                detached.start(Doubling::class.java, mapOf("a" to 1, "b" to 1)).join().total shouldBe 4
            } finally {
                System.clearProperty("test.of.wove.more")
            }
        }

        case("BG14", "sends tasks to the environments of the configuration of its process", PROCESS) {
            val file = tempfile("wove", ".properties")
            val java = File(System.getProperty("java.home"), "bin/java")
            val worker = WhoAmI::class.java.name
            file.writeText(
                "wove.environments.there.executor=stdio\n" +
                    "wove.environments.there.command=$java -cp ${System.getProperty("java.class.path")} $worker\n",
            )
            val run = detached.jvmOption("-Ddev.wove.config=$file").start(ProcessPage::class.java, mapOf())
            val (here, there) = run.future().await()
            here shouldBe run.pid()
            there shouldNotBe here
            there shouldNotBe ProcessHandle.current().pid()
        }

        case("BG16", "refuses to start without a job", PROCESS) {
            launchedProgram(Class.forName("dev.wove.detached.DetachedMain")).use { program ->
                program.exitCode() shouldBe 1
                program.output() shouldContain "Usage: java dev.wove.detached.DetachedMain FOLDER-OF-THE-RUN"
            }
        }
    }

    context("a weave class that is not detached") {
        test("runs in this process") {
            runTest { weave(Doubling(), "a" to 1, "b" to 1).pid shouldBe ProcessHandle.current().pid() }
        }
    }
})
