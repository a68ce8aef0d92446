package dev.wove.examples.docs

import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.environment.Delivery
import dev.wove.environment.OrphanPolicy
import dev.wove.environment.Remote
import dev.wove.remote.FrameKind.RESULT
import dev.wove.remote.HttpDoor
import dev.wove.remote.HttpEnvironment.http
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.remote.LocalEnvironment.local
import dev.wove.remote.Secret.env
import dev.wove.remote.StdioEnvironment.stdio
import dev.wove.remote.WoveWorker
import dev.wove.test.configured
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds

data class Report(val title: String, val pages: Int)

// tag::contract[]
class NoSuchPost(message: String) : Exception(message)

@Remote("reports")
interface Reports {
    @Throws(NoSuchPost::class)
    suspend fun render(post: Int): Report
}
// end::contract[]

class PdfReports : Reports {
    override suspend fun render(post: Int): Report = Report("Post $post", post % 10)
}

/** Only compiled: a process that is a worker. */
object ReportsWorker {
    // tag::worker[]
    @JvmStatic
    fun main(args: Array<String>) {
        WoveWorker
            .stdio()
            .serve(Reports::class.java, PdfReports())
            .concurrency(16)
            .start()
            .awaitShutdown()
    }
    // end::worker[]

    fun overHttp(): WoveWorker = // tag::http-worker[]
        WoveWorker
            .create()
            .serve(Reports::class.java, PdfReports())
            .door(HttpDoor.http(8080).secret(env("REPORTS_KEY")))
            .start()
    // end::http-worker[]

    fun several(): WoveConfiguration = WoveConfiguration.of { c ->
        // tag::several[]
        val workers = http("https://reports-1.internal/wove/tasks", "https://reports-2.internal/wove/tasks")
        val reports = workers.secret(env("REPORTS_KEY"))
        c.environment("reports", reports.otherwise(local(Reports::class.java, PdfReports())).retries(2))
        // end::several[]
    }

    fun configured(): WoveConfiguration = WoveConfiguration.of { c ->
        // tag::environments[]
        c.environment("reports", http("https://reports.internal/wove/tasks").secret(env("REPORTS_KEY")).retries(2))
        c.environment("batch", stdio("java", "-jar", "worker.jar").processes(4))
        c.route(Reports::class.java, "reports")
        // end::environments[]
    }
}

class WorkerSamplesTest : FunSpec({
    test("environments are made of ways to workers") {
        ReportsWorker.configured().route(Reports::class.java) shouldBe "reports"
    }

    test("several workers are one environment, and this process stands in for them") {
        ReportsWorker.several().environment("reports")!!.policy().retries() shouldBe 2
    }

    test("delivery is a value") {
        // tag::delivery[]
        val delivery = Delivery
            .startTimeout(ofSeconds(10))
            .heartbeat(ofSeconds(15))
            .maxInFlight(64)
            .idempotencyKey("{post}")
            .orphans(OrphanPolicy.REQUEUE)
        // end::delivery[]
        delivery.maxInFlight() shouldBe 64
    }

    test("a worker in memory stands in for one far away") {
        // tag::in-memory[]
        val reports = inMemory().serve(Reports::class.java, PdfReports())
        configured({ environment("reports", reports.retries(1).delivery(Delivery.heartbeat(ofMillis(200)))) }) {
            reports.drop(RESULT, 1) // the first answer gets lost
            val report = weave {
                val report by remote(Reports::render, given(7), environment = "reports")
                report
            }
            report shouldBe Report("Post 7", 7)
        }
        // end::in-memory[]
    }
})
