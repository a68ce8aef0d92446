package dev.wove.examples.docs

import dev.wove.Exit
import dev.wove.NotAwaitedException
import dev.wove.OnFailure.CONTINUE
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.dsl.LiveScope
import dev.wove.dsl.asDeferred
import dev.wove.dsl.await
import dev.wove.dsl.blocking
import dev.wove.dsl.blockingFunction
import dev.wove.dsl.invoke
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.taskScopeBlocking
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import java.time.Duration

/** The samples of the guide's pages on scopes and on calling from anywhere, in Kotlin. */
class ScopeSamplesTest : FunSpec({
    test("the first scope") { runTest { firstScope() shouldBe "page 1 and page 2" } }

    test("a scope on a thread") { blockingScope() shouldBe 6 }

    test("arguments") { runTest { arguments() shouldBe "page 1, page 2, page 3; none" } }

    test("order and options") {
        val log = ArrayList<String>()
        runTest { orderAndOptions(log) }
        log shouldContainExactly listOf("locked", "written")
    }

    test("adding from tasks") {
        runTest {
            sitesBelow("a") shouldContainExactlyInAnyOrder
                listOf("a", "a/1", "a/2", "a/1/1", "a/1/2", "a/2/1", "a/2/2")
        }
    }

    test("exits") { runTest { service() shouldBe 3 } }

    test("required results") {
        runTest {
            shouldThrow<NotAwaitedException> { forgotten() }.message!! shouldContain
                "audit-2, started at ScopeSamplesTest.kt"
        }
    }

    test("delayed results") { runTest { delayedResults() shouldBe "page 1" } }

    test("calling from anywhere") {
        runTest { suspending() shouldBe "page 1" }
        blockingCall() shouldBe "page 1"
        future() shouldBe 6
    }
})

private suspend fun download(id: Int): String {
    delay(10)
    return "page $id"
}

// tag::task-functions[]
val page = taskFunction(::download) //                                          a suspending function
val join = taskFunction("join") { a: String, b: String -> "$a and $b" } //      a lambda, with a name for messages
val size = blockingFunction("size") { text: String -> text.length } //          may block a thread
// end::task-functions[]

private fun blockingScope(): Int {
    // tag::scope-blocking[]
    val length =
        taskScopeBlocking {
            val first = page(1)
            size(first).join() // blocks this thread
        }
    // end::scope-blocking[]
    return length
}

private suspend fun firstScope() = // tag::first-scope[]
    taskScope {
        val first = page(1) //                    starts now
        val second = page(2) //                   starts now, too
        val both = join(first, second) //         starts when both are there
        both.await()
    }
// end::first-scope[]

private suspend fun arguments() = // tag::scope-arguments[]
    taskScope(onFailure = CONTINUE) {
        val pages = listOf(1, 2, 3).map { page(it) }
        val ads = start<String> { error("the ad server is down") }
        val text = start(all(pages), settled(ads)) { texts, ad ->
            texts.joinToString() + if (ad is Outcome.Succeeded) "; " + ad.value else "; none"
        }
        text.await()
    }
// end::scope-arguments[]

private suspend fun orderAndOptions(log: MutableList<String>) {
    // tag::scope-options[]
    taskScope {
        val lock = start(name = "lock") { log += "locked" }
        val patient = Policy.retries(3).timeout(Duration.ofSeconds(2))
        start(page(1), name = "write", after = listOf(lock), policy = patient) { log += "written" }
    }
    // end::scope-options[]
}

private suspend fun sitesBelow(root: String): List<String> {
    val seen = ArrayList<String>()

    // tag::scope-growing[]
    fun LiveScope.visit(site: String) {
        start {
            seen += site
            for (link in linksOf(site)) visit(link)
        }
    }
    taskScope { visit(root) } //                  returns when no task is left
    // end::scope-growing[]
    return seen
}

private suspend fun linksOf(site: String): List<String> {
    delay(1)
    return if (site.length > 4) emptyList() else listOf("$site/1", "$site/2")
}

private suspend fun service(): Int {
    var beats = 0
    // tag::scope-exit[]
    taskScope(exit = Exit.CANCEL) {
        start {
            while (true) {
                beats++
                delay(10)
            }
        }
        delay(25) //                              then the endless task is cancelled
    }
    // end::scope-exit[]
    return beats
}

private suspend fun forgotten() {
    val audit = taskFunction("audit") { text: String -> text.length }
    // tag::scope-require[]
    taskScope("orders", exit = Exit.REQUIRE_AWAITED) {
        val text = page(1)
        audit(text) //                            nobody looks at this one
    }
    // end::scope-require[]
}

private suspend fun delayedResults() = // tag::delayed-results[]
    taskScope {
        val result = page(1)
        result.await() //                         suspends
        result.value() //                         never waits: fails unless the value is there
        result.asDeferred() //                    for code that takes a Deferred
        result.toCompletableFuture() //           for code that takes a CompletableFuture
        result.value()
    }
// end::delayed-results[]

private suspend fun suspending(): String {
    // tag::call-suspending[]
    val text = page(1) //                         outside a scope: waits, in the caller's coroutine
    // end::call-suspending[]
    return text
}

private fun blockingCall(): String {
    // tag::call-blocking[]
    val text = page.blocking(1) //                blocks the thread
    // end::call-blocking[]
    return text
}

private fun future(): Int {
    // tag::call-future[]
    val length = page.future(1).thenApply { it.length }
    // end::call-future[]
    return length.join()
}
