package dev.wove.test

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.WeaveResult
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.runForResult
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.internal.engine.Substituter
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.currentTime
import java.io.IOException
import java.util.concurrent.Callable
import java.util.concurrent.ConcurrentSkipListSet
import java.util.concurrent.Executors
import java.util.concurrent.FutureTask
import kotlin.concurrent.thread
import kotlin.random.Random
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class ReplacingTest : FunSpec({
    val ada = Author("Ada")

    context("a replaced task") {
        test("has the value given, and what only fed it does not run") {
            val service = PageService()
            val result = replacing("post-page", "author" to ada) { service.result(7) }

            result.value() shouldBe "Ada: good, bad"
            service.started shouldContainExactly listOf("post", "comments", "page")
            result.outcome("login").shouldBeInstanceOf<Outcome.Skipped<*>>()
            result.skipped() shouldBe setOf("login", "users")
            result.outcome("login").cause()!!.message shouldBe
                "Task 'login' in weave 'post-page' did not run: a test replaced 'author', and nothing else declared " +
                "it as an input.\n  The inputs that a stand-in names do run."
        }

        test("keeps what others need, too") {
            val service = PageService()
            replacing("post-page", "comments" to listOf("great")) { service.page(7) } shouldBe "author 70: great"
            service.started.toSet() shouldBe setOf("post", "login", "users", "author", "page")
        }

        test("can be the one that the weave returns") {
            val service = PageService()
            val result = replacing("post-page", "page" to "nothing") { service.result(7) }
            result.value() shouldBe "nothing"
            service.started shouldBe emptyList()
            result.skipped() shouldBe setOf("post", "login", "users", "author", "comments")
        }

        test("can be null") {
            val service = PageService()
            replacing("post-page", "author" to null) { service.page(7) } shouldBe "null: good, bad"
        }

        test("fails with the same exception instance, in every attempt") {
            val service = PageService()
            val down = IOException("down")
            val result = replacing("post-page", "comments" to failing(down)) { service.result(7) }
            result.failure() shouldBeSameInstanceAs down
            result.shouldHaveAttempts("comments", 3)
        }

        test("takes time, and so times out, in virtual time") {
            weaveTest {
                val service = PageService()
                replacing("post-page", "author" to value(ada).after(1.minutes)) { service.page(7) }
                currentTime shouldBe 1.minutes.inWholeMilliseconds
                val result =
                    replacing("post-page", "comments" to value(listOf("late")).after(1.hours)) { service.result(7) }
                result.failure().shouldBeInstanceOf<TaskTimeoutException>()
                // Three attempts of two seconds
                currentTime shouldBe 66.seconds.inWholeMilliseconds
            }
        }

        test("takes time in a body that may block, too") {
            weaveTest {
                val service = PageService()
                val slow = blockingBody { ada }.after(1.minutes)
                replacing("post-page", "author" to slow) { service.page(7) } shouldBe "Ada: good, bad"
                currentTime shouldBe 1.minutes.inWholeMilliseconds
            }
        }

        test("calls a body, in every attempt") {
            val service = PageService()
            var calls = 0
            val flaky = body { if (++calls < 3) throw IOException("reset") else listOf("third time lucky") }
            replacing("post-page", "comments" to flaky) { service.page(7) } shouldBe "author 70: third time lucky"
        }

        test("calls a body that reads the inputs that it names, which run") {
            val service = PageService()
            val result =
                replacing("post-page", "author" to body("post") { Author("by ${input<Post>("post").authorId}") }) {
                    service.result(7)
                }
            result.value() shouldBe "by 70: good, bad"
            result.skipped() shouldBe setOf("login", "users")
        }

        test("is replaced in every run, whatever started it") {
            val service = PageService()
            replacing("post-page", "author" to ada) {
                List(3) { service.page(7) } + coroutineScope { List(3) { async { service.page(it) } }.awaitAll() }
            }.forAll { it shouldBe "Ada: good, bad" }
        }

        test("reads failures as data in the way in which the task declared them") {
            suspend fun banner() = weave("banner") {
                val ads by task { throw IOException("down") }
                val user by task { throw IOException("down, too") }
                val banner by task(settled(ads), orNull(user)) { "unused" }
                banner
            }
            replacing(
                "banner",
                "banner" to body("ads", "user") { "${outcome("ads").cause()?.message} ${inputOrNull<String>("user")}" },
            ) { banner() } shouldBe "down null"
        }
    }

    context("a task that only fed a replaced one") {
        test("tells whoever waits for it in its body why it did not run") {
            val result =
                replacing("w", "b" to 2) {
                    weaveResult("w") {
                        val a by task { 1 }
                        val b by task(a) { a() }
                        val c by task(b) { b() + a.await() }
                        c
                    }
                }
            result.failure()!!.message shouldBe
                "Task 'a' in weave 'w' did not run: a test replaced 'b', and nothing else declared it as an input.\n" +
                "  The inputs that a stand-in names do run."
        }

        test("does not run, and all the others do, in random graphs") {
            checkAll(300, Arb.long()) { seed ->
                val random = Random(seed)
                val size = random.nextInt(1, 25)
                val inputs = List(size) { i -> (0 until i).filter { random.nextInt(4) == 0 } }
                val returned = random.nextInt(size)
                val replaced = (0 until size).filter { random.nextInt(6) == 0 }.toSet()
                val started = ConcurrentSkipListSet<Int>()
                val plan =
                    plan("random", onFailure = OnFailure.entries.random(random)) {
                        val tasks = ArrayList<Task<Int>>()
                        for (i in 0 until size) {
                            val own = inputs[i].map { tasks[it] }
                            tasks += task("t$i", *own.toTypedArray()) {
                                started += i
                                i + own.sumOf { it() }
                            }
                        }
                        tasks[returned]
                    }

                fun users(i: Int) = inputs.indices.filter { i in inputs[it] }

                fun needed(i: Int): Boolean =
                    i == returned || users(i).isEmpty() || users(i).any { it !in replaced && needed(it) }

                fun value(i: Int): Int = if (i in replaced) -i else i + inputs[i].sumOf(::value)
                val standIns = replaced.map { "t$it" to -it }.toTypedArray()
                val result = replacing("random", *standIns) { plan.runForResult() }

                result.value() shouldBe value(returned)
                started.toSet() shouldBe (0 until size).filter { it !in replaced && needed(it) }.toSet()
                result.skipped() shouldBe (0 until size).filterNot(::needed).map { "t$it" }.toSet()
                // The plan itself is as it was.
                started.clear()
                plan.run()
                started.size shouldBe size
            }
        }
    }

    context("a replaced mapped task") {
        test("has the whole list given, and its source does not run") {
            val service = Ratings()
            replacing("ratings", "ratings" to listOf(5, 5)) { service.sum() } shouldBe 10
            service.started shouldContainExactly listOf("sum")
        }

        test("has a body for each item, and its source runs") {
            val service = Ratings()
            replacing("ratings", "ratings" to items { comment: String -> comment.length }) { service.sum() } shouldBe 6
            service.started shouldContainExactly listOf("comments", "sum")
        }

        test("has a body for each item that reads inputs and may block") {
            val service = Ratings()
            val perItem = blockingItems("factor") { comment: String -> comment.length * input<Int>("factor") }
            replacing("ratings", "ratings" to perItem) { service.sum() } shouldBe 600
        }

        test("has a body for the whole list that reads the source") {
            val service = Ratings()
            val all = body("comments") { input<List<*>>("comments").map { 1 } }
            replacing("ratings", "ratings" to all) { service.sum() } shouldBe 3
        }

        test("gives its items to a task that was chained to it") {
            suspend fun chained() = weave("chained") {
                val numbers by each(listOf(1, 2, 3)) { it }
                val doubled by each(numbers) { it * 2 }
                val sum by task(doubled) { doubled().sum() }
                sum
            }
            replacing("chained", "numbers" to listOf(10, 20)) { chained() } shouldBe 60
            replacing("chained", "numbers" to items { n: Int -> n * 100 }) { chained() } shouldBe 1200
            replacing("chained", "doubled" to items { n: Int -> n + 1 }) { chained() } shouldBe 9
            replacing("chained", "doubled" to listOf(1)) { chained() } shouldBe 1
        }

        test("may be mapped over a task that is replaced") {
            val service = Ratings()
            replacing("ratings", "comments" to listOf("a")) { service.sum() } shouldBe 100
        }
    }

    context("a weave that the code under test starts") {
        val pool = Executors.newSingleThreadExecutor()
        // Before any block, so that the thread cannot have learnt of one.
        pool.submit {}.get()
        val ownScope = CoroutineScope(Dispatchers.IO)
        afterSpec { pool.shutdown() }
        val service = PageService()
        val plan = service.plan(7)

        mapOf<String, suspend () -> String>(
            "in a coroutine" to { service.page(7) },
            "by a blocking call" to { service.pageBlocking(7) },
            "in a body of another weave" to { weave { task { service.page(7) } } },
            "in a blocking body of another weave" to { weave { blocking { service.pageBlocking(7) } } },
            "in a body of a blocking weave" to { weaveBlocking { task { service.page(7) } } },
            "in a child of a body" to { weave { task { coroutineScope { async { service.page(7) }.await() } } } },
            "on a thread of its own pool" to { pool.submit(Callable { service.pageBlocking(7) }).get() },
            "on a thread of its own, in a body" to {
                weave { blocking { pool.submit(Callable { service.pageBlocking(7) }).get() } }
            },
            "in a scope of its own" to { ownScope.async { service.page(7) }.await() },
            "as a live weave" to { coroutineScope { service.live(this).await() } },
            "as a live weave in a scope of its own" to { service.live(ownScope).await() },
            "from Java" to { Wove.weave<String, Exception>("post-page") { service.inJava(it) } },
            "from Java, as a future" to { Wove.weaveAsync("post-page") { service.inJava(it) }.join() },
            "from Java, as a live weave" to { Wove.launchWeave("post-page") { service.inJava(it) }.join() },
            "as a plan made before" to { plan.run() },
            "as a plan made before, from Java" to { Wove.run<String, Exception>(plan) },
        ).forEach { (how, page) ->
            test("$how is found") {
                replacing("post-page", "author" to ada) { page() } shouldBe "Ada: good, bad"
                page() shouldBe "author 70: good, bad"
            }
        }

        test("is found by a block of blocking code") {
            replacingBlocking("post-page", "author" to ada) { service.pageBlocking(7) } shouldBe "Ada: good, bad"
        }

        test("is left alone afterwards, though a coroutine of the block goes on") {
            val go = CompletableDeferred<Unit>()
            val late =
                replacing("post-page", "author" to ada) {
                    service.page(7)
                    ownScope.async(coroutineContext.minusKey(kotlinx.coroutines.Job)) {
                        go.await()
                        service.page(7)
                    }
                }
            go.complete(Unit)
            late.await() shouldBe "author 70: good, bad"
        }

        test("costs nothing when no block is open") {
            replacing("post-page") { service.page(7) }
            Substituter.installed.shouldBeNull()
        }
    }

    context("blocks") {
        test("inside each other replace together, and the inner one wins") {
            val service = PageService()
            replacing("post-page", "author" to ada, "comments" to listOf("outer")) {
                replacing("post-page", "comments" to listOf("inner")) { service.page(7) } shouldBe "Ada: inner"
                service.page(7) shouldBe "Ada: outer"
            }
        }

        test("of several weaves replace in each") {
            val service = PageService()
            replacing("post-page", "author" to ada) {
                replacing("ratings", "comments" to emptyList<String>()) {
                    service.page(7) shouldBe "Ada: good, bad"
                    Ratings().sum() shouldBe 0
                }
            }
        }

        test("that are open at the same time do not see each other") {
            val service = PageService()
            val entered = List(20) { CompletableDeferred<Unit>() }
            coroutineScope {
                for (i in entered.indices) {
                    launch(Dispatchers.IO) {
                        replacing("post-page", "author" to Author("$i")) {
                            entered[i].complete(Unit)
                            entered.awaitAll()
                            service.page(7) shouldBe "$i: good, bad"
                            service.pageBlocking(7) shouldBe "$i: good, bad"
                        }
                    }
                }
            }
        }

        test("keep those of other tests away, also if they replace nothing") {
            val service = PageService()
            replacing("post-page", "author" to ada) {
                val page = CompletableDeferred<String>()
                CoroutineScope(Dispatchers.IO).launch {
                    page.complete(replacing("post-page") { service.page(7) })
                }
                page.await() shouldBe "author 70: good, bad"
                service.page(7) shouldBe "Ada: good, bad"
            }
        }

        test("do not reach into the virtual time of another test") {
            val service = PageService()
            replacing("post-page", "author" to ada) {
                service.page(7)
                val other = Callable { weaveTest { service.page(7) shouldBe "author 70: good, bad" } }
                FutureTask(other).also { thread(block = it::run) }.get()
            }
        }

        test("refuse a weave that could be of either") {
            val service = PageService()
            val problems = List(2) { CompletableDeferred<Throwable>() }
            val open = List(2) { CompletableDeferred<Unit>() }
            val refused = CompletableDeferred<Throwable>()
            coroutineScope {
                for (i in 0..1) {
                    launch(Dispatchers.IO) {
                        problems[i].complete(
                            shouldThrow<IllegalStateException> {
                                replacing("post-page", "author" to Author("$i")) {
                                    open[i].complete(Unit)
                                    refused.await()
                                }
                            },
                        )
                    }
                }
                open.awaitAll()
                refused.complete(shouldThrow<IllegalStateException> { service.page(7) })
            }
            problems.awaitAll().forAll { it shouldBeSameInstanceAs refused.await() }
            val thread = Regex("thread '[^']*'")
            thread.replace(refused.await().message!!, "thread 'x'") shouldBe
                "Weave 'post-page' was started on thread 'x', which does not tell to which of the 2 blocks about it " +
                "that are open in different tests it belongs.\n" +
                "  Do not run these tests at the same time, or start the weave on a thread or in a scope of the test."
        }

        test("return what they return and throw what they throw") {
            val down = IOException("down")
            val service = PageService()
            shouldThrow<IOException> {
                replacing("post-page") {
                    service.page(7)
                    delay(1)
                    throw down
                }
            } shouldBeSameInstanceAs down
            down.suppressed.toList() shouldBe emptyList()
        }
    }

    context("a replacement that does not fit") {
        suspend fun <T : Throwable> refused(type: Class<T>, vararg with: Pair<String, Any?>): String? {
            val service = PageService()
            // The code under test may take every exception for a failure of its own.
            val thrown = runCatching { replacing("post-page", *with) { runCatching { service.page(7) } } }
            service.started shouldBe emptyList()
            return type.cast(thrown.exceptionOrNull()).message
        }

        test("because there is no such task is refused, with the nearest name") {
            refused(PlanException::class.java, "auther" to ada) shouldBe
                "A test replaces task 'auther' in weave 'post-page', but no task with that name is declared.\n" +
                "  Declared: post, login, users, author, comments, page\n  Did you mean 'author'?"
        }

        test("because its type is another is refused, where it is known") {
            refused(PlanException::class.java, "author" to "Ada") shouldBe
                "A test replaces task 'author' in weave 'post-page' by a value of type String, " +
                "but the task makes Author.\n" +
                "  Give a value of that type."
        }

        test("because it reads what the task does not is refused") {
            refused(PlanException::class.java, "author" to body("posts") { ada }) shouldBe
                "A test replaces task 'author' in weave 'post-page' by a body that reads 'posts', " +
                "which is not an input of the task.\n  Inputs: post, users\n  Did you mean 'post'?"
        }

        test("because the task has no items is refused") {
            refused(PlanException::class.java, "author" to items { _: String -> ada }) shouldBe
                "A test replaces task 'author' in weave 'post-page' item by item, but the task is not mapped.\n" +
                "  Use body instead of items."
        }

        test("because the task is mapped is refused") {
            shouldThrow<PlanException> { replacing("ratings", "ratings" to 5) { Ratings().sum() } }.message shouldBe
                "A test replaces task 'ratings' in weave 'ratings' by a value of type Integer, " +
                "but the task makes List.\n" +
                "  Give the list of what all items make, or a body per item, with items."
        }

        test("because what the body returns is of another type fails the task") {
            val service = PageService()
            val thrown = shouldThrow<ClassCastException> {
                replacing("post-page", "author" to body { "Ada" }) { runCatching { service.page(7) } }
            }
            thrown.message shouldBe
                "A test replaces task 'author' in weave 'post-page' by a value of type String, " +
                "but the task makes Author.\n" +
                "  Give a value of that type."
        }

        test("because it reads an input that it did not name fails the task") {
            val service = PageService()
            val thrown = shouldThrow<IllegalArgumentException> {
                replacing("post-page", "author" to body { input<Author>("post") }) { runCatching { service.page(7) } }
            }
            thrown.message shouldBe
                "What stands in for task 'author' in weave 'post-page' read 'post', " +
                "which it did not name (named: none).\n" +
                "  Name it before the body: body(\"post\") { ... }, in Java body(List.of(\"post\"), in -> ...)."
        }

        test("because it reads an input as another type fails the task") {
            val service = PageService()
            val thrown = shouldThrow<ClassCastException> {
                replacing("post-page", "author" to body("post") { input<Author>("post") }) {
                    runCatching { service.page(7) }
                }
            }
            thrown.message shouldBe
                "What stands in for task 'author' in weave 'post-page' read 'post' as Author, " +
                "but its value is a Post.\n" +
                "  Read it as Post instead."
        }

        test("because its items are of another type fails the task") {
            val thrown = shouldThrow<ClassCastException> {
                replacing("ratings", "ratings" to items { n: Int -> n }) { Ratings().sum() }
            }
            thrown.message shouldBe
                "An item of the replaced task is a String, for which the body has no parameter.\n" +
                "  Give the parameter of the body that type."
        }

        test("because the task is replaced twice is refused") {
            shouldThrow<IllegalArgumentException> {
                replacing("post-page", "author" to ada, "author" to ada) { }
            }.message shouldBe "Task 'author' is replaced twice.\n  Leave one of them out."
        }
    }

    context("a weave that never runs in the block") {
        test("is an error that tells the nearest name") {
            val service = PageService()
            shouldThrow<AssertionError> {
                replacing("post-pge", "author" to ada) { service.page(7) }
            }.message shouldBe
                "Weave 'post-pge' never ran in this block, which replaces 'author' of it.\n" +
                "  Ran in it: post-page\n  Did you mean 'post-page'?"
        }

        test("is an error that tells what ran elsewhere meanwhile") {
            val service = PageService()
            shouldThrow<AssertionError> {
                replacing("pages") { CoroutineScope(Dispatchers.IO).async { service.page(7) }.await() }
            }.message shouldBe
                "Weave 'pages' never ran in this block, which is about it.\n" +
                "  Ran in it: none\n  Ran meanwhile elsewhere: post-page"
        }

        test("is attached to what the block throws") {
            val thrown = shouldThrow<IOException> { replacing("pages") { throw IOException("down") } }
            thrown.suppressed.single().message shouldBe
                "Weave 'pages' never ran in this block, which is about it.\n  Ran in it: none"
        }
    }
})

private class Post(
    val authorId: Int,
)

private data class Author(
    val name: String,
)

/** Code under test, which starts a weave in the ways in which code does. */
private class PageService {
    val started: MutableList<String> = java.util.Collections.synchronizedList(ArrayList())

    private fun dev.wove.dsl.WeaveScope.declare(id: Int): Task<String> {
        val post by task {
            started += "post"
            Post(id * 10)
        }
        val login by task { started += "login" }
        val users by blocking(after = listOf(login)) {
            started += "users"
            "author"
        }
        val author by task(post, users) {
            started += "author"
            Author("${users()} ${post().authorId}")
        }
        val comments by task(post, retries = 2, timeout = 2.seconds) {
            started += "comments"
            listOf("good", "bad")
        }
        val page by task(author, comments) {
            started += "page"
            // In a test the author may be null, whatever its type.
            val name: Author? = author()
            "${name?.name}: ${comments().joinToString()}"
        }
        return page
    }

    suspend fun page(id: Int): String = weave("post-page") { declare(id) }

    suspend fun result(id: Int): WeaveResult<String> = weaveResult("post-page") { declare(id) }

    fun pageBlocking(id: Int): String = weaveBlocking("post-page") { declare(id) }

    fun live(scope: CoroutineScope) = scope.launchWeave("post-page") { declare(7) }

    fun plan(id: Int) = plan("post-page") { declare(id) }

    fun inJava(w: dev.wove.java.WeaveScope): Task<String> {
        val post = w.task<Post>("post") { Post(70) }
        val author = w.task<Post, Author>("author", post) { Author("author ${it.authorId}") }
        return w.task<Author, String>("page", author) { "${it.name}: good, bad" }
    }
}

private class Ratings {
    val started: MutableList<String> = java.util.Collections.synchronizedList(ArrayList())

    suspend fun sum(): Int = weave("ratings") {
        val comments by blocking {
            started += "comments"
            listOf("a", "bb", "ccc")
        }
        val factor by task { 100 }
        val ratings by each(comments, factor, workers = 2) { factor() }
        val sum by task(ratings) {
            started += "sum"
            ratings().sum()
        }
        sum
    }
}
