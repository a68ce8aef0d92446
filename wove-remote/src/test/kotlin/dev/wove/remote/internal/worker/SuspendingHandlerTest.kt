package dev.wove.remote.internal.worker

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.codec.Codecs
import dev.wove.environment.Remote
import dev.wove.remote.WorkerContext
import dev.wove.remote.internal.frame.DeliveryFields
import dev.wove.remote.internal.frame.ErrorInfo
import dev.wove.remote.internal.frame.Frame
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import org.slf4j.MDC
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit

class SuspendingHandlerTest : FunSpec({
    class Served(
        val heard: Recorder = Recorder(),
        val stopped: CompletableDeferred<String> = CompletableDeferred(),
        val stage: CompletableFuture<String> = CompletableFuture(),
    ) {
        val worker =
            WorkerCore(
                HandlerTable(Codecs.standard()).apply {
                    serve(Ratings::class.java, RealRatings(stopped))
                    weave(PostPage::class.java) { PostPage(stage) }
                },
                WorkerOptions.of("w-1"),
            )

        fun run(handler: String, args: String, context: Map<String, String> = emptyMap()) = worker.accept(
            Frame.RunTask("s-1", "rate", handler, args, "page", 3, 2, 60_000, DeliveryFields.NONE, context),
            heard,
        )

        fun end(): Frame = heard.end(Frame::class.java)
    }

    test("a suspending function is a handler, and so is one that does not suspend") {
        val served = Served()
        served.run("ratings.rate", """["good"]""")
        (served.end() as Frame.TaskResult).result shouldBe """{"text":"good","stars":4}"""
        served.worker.accept(Frame.Ack("s-1"), served.heard)
        served.run("ratings.plain", "[5]")
        (served.end() as Frame.TaskResult).result shouldBe "6"
    }

    test("one without a value has no result") {
        val served = Served()
        served.run("ratings.drop", "[]")
        (served.end() as Frame.TaskResult).result shouldBe null
    }

    test("one that is cancelled is stopped, and its end confirmed") {
        val served = Served()
        served.run("ratings.hang", "[]")
        served.heard.next(Frame.TaskStarted::class.java)
        served.worker.accept(Frame.CancelTask("s-1", "rate", null, null), served.heard)
        (served.end() as Frame.TaskCancelled).reason shouldBe Frame.TaskCancelled.REQUESTED
        served.stopped.await() shouldBe "stopped"
        served.worker.inFlight() shouldBe 0
    }

    test("null for what must not be null in Kotlin is a mistake of the contract") {
        val served = Served()
        served.run("ratings.rate", "[null]")
        val error = (served.end() as Frame.TaskError).error
        error.kind shouldBe ErrorInfo.BAD_ARGUMENTS
        error.message shouldContain "parameter text"
        served.worker.accept(Frame.Ack("s-1"), served.heard)
        served.run("ratings.maybe", "[null]")
        (served.end() as Frame.TaskResult).result shouldBe "\"null\""
    }

    test("a body knows the run that it is, also after it suspended") {
        val served = Served()
        served.run("ratings.context", "[]", mapOf("traceparent" to "00-1-2-01", "mdc.user" to "7"))
        (served.end() as Frame.TaskResult).result shouldBe
            """["s-1","page","rate","2","00-1-2-01","7","7","s-1"]"""
        shouldThrow<IllegalStateException> { WorkerContext.current() }
        MDC.get("user") shouldBe null
    }

    test("progress is told, the first at once and the last in the end") {
        val served = Served()
        served.run("ratings.progress", "[]")
        served.heard.next(Frame.TaskStarted::class.java)
        served.heard.next(Frame.Heartbeat::class.java).progress shouldBe "0"
        served.heard.next(Frame.Heartbeat::class.java).progress shouldBe "99"
        served.worker.accept(Frame.CancelTask("s-1", "rate", null, null), served.heard)
        served.end().shouldBeInstanceOf<Frame.TaskCancelled>()
    }

    test("the tasks of a weave class are handlers, with stages and inherited ones") {
        val served = Served()
        served.worker.accept(Frame.Hello(listOf(1), "", 0, "", emptyList()), served.heard)
        val page = PostPage::class.java.name.replace('$', '.')
        served.heard.next(Frame.Welcome::class.java).handlers.filterKeys { it.startsWith(page) } shouldContainExactly
            mapOf("$page.post" to listOf("id"), "$page.author" to listOf("post"), "$page.later" to listOf("post"))
        served.run("$page.later", """["p"]""")
        served.heard.next(Frame.TaskStarted::class.java)
        served.stage.completeOnTimeout("done", 1, TimeUnit.MILLISECONDS)
        (served.end() as Frame.TaskResult).result shouldBe "\"done\""
    }

    test("a stage is cancelled with its run") {
        val served = Served()
        served.run("${PostPage::class.java.name.replace('$', '.')}.later", """["p"]""")
        served.heard.next(Frame.TaskStarted::class.java)
        served.worker.accept(Frame.CancelTask("s-1", "rate", null, null), served.heard)
        (served.end() as Frame.TaskCancelled).reason shouldBe Frame.TaskCancelled.REQUESTED
        served.stage.isCancelled shouldBe true
        served.worker.awaitIdle(Duration.ofSeconds(30)) shouldBe true
    }

    test("what cannot be served is refused at the start") {
        val table = HandlerTable(Codecs.standard())
        shouldThrow<IllegalArgumentException> { table.serve(Overloads::class.java, object : Overloads {}) }
            .message shouldContain "The worker serves two methods named 'overloads.take'"
        shouldThrow<IllegalArgumentException> { table.serve(Threads::class.java, object : Threads {}) }
            .message shouldContain "Values of type Thread cannot pass between processes"
        shouldThrow<IllegalArgumentException> { table.serve(String::class.java, "") }
            .message shouldContain "java.lang.String is no interface."
    }
}) {
    data class Rating(
        val text: String,
        val stars: Int = 4,
    )

    @Remote("ratings")
    interface Ratings {
        suspend fun rate(text: String): Rating

        suspend fun plain(number: Int): Int

        suspend fun maybe(text: String?): String

        suspend fun drop()

        suspend fun hang(): Int

        suspend fun context(): List<String?>

        suspend fun progress()
    }

    class RealRatings(
        private val stopped: CompletableDeferred<String>,
    ) : Ratings {
        override suspend fun rate(text: String): Rating {
            delay(1)
            return Rating(text)
        }

        override suspend fun plain(number: Int): Int = number + 1

        override suspend fun maybe(text: String?): String = "$text"

        override suspend fun drop() {
            delay(1)
        }

        override suspend fun hang(): Int = try {
            awaitCancellation()
        } finally {
            stopped.complete("stopped")
        }

        override suspend fun context(): List<String?> {
            val before = MDC.get("user")
            delay(1)
            val run = WorkerContext.current()
            val later = withContext(kotlinx.coroutines.Dispatchers.IO) {
                MDC.get("user") to
                    WorkerContext.current().runId()
            }
            return listOf(
                run.runId(),
                run.weave(),
                run.task(),
                run.attempt().toString(),
                run.context()["traceparent"],
                before,
                later.first,
                later.second,
            )
        }

        override suspend fun progress() {
            for (i in 0..99) WorkerContext.current().progress(i)
            awaitCancellation()
        }
    }

    abstract class Page : Weave<String>() {
        @Do
        abstract fun post(
            @Input id: Int,
        ): String

        @Do
        fun author(post: String): String = post
    }

    class PostPage(
        private val stage: CompletableFuture<String>,
    ) : Page() {
        override fun post(id: Int): String = "post $id"

        @Do
        fun later(post: String): CompletionStage<String> = stage

        fun helper(): Thread = Thread.currentThread()
    }

    @Remote("overloads")
    interface Overloads {
        fun take(one: Int) = one

        fun take(one: String) = one
    }

    interface Threads {
        fun take(): Thread = Thread.currentThread()
    }
}
