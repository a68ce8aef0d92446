package dev.wove.behaviour.reuse

import dev.wove.Do
import dev.wove.Input
import dev.wove.OrNull
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Settled
import dev.wove.TaskKind
import dev.wove.Weave
import dev.wove.behaviour.harness.case
import dev.wove.dsl.Policy
import dev.wove.dsl.each
import dev.wove.dsl.get
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.test.runTest
import java.io.IOException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger

private const val FOR_CLASSES = "only classes have it"

open class Flaky : Weave<Int>() {
    val attempts = AtomicInteger()

    @Do(retries = 1, timeout = "1m 30s", perMinute = 60_000)
    open fun flaky(): Int {
        check(attempts.incrementAndGet() > 1) { "flaky" }
        return 1
    }
}

open class Doubling : Weave<List<Int>>() {
    @Do
    fun numbers(): List<Int> = listOf(1, 2, 3)

    @Do(each = "numbers", workers = 2, maxPending = 2)
    open fun doubled(number: Int): Int = number * 2
}

class ClassWeaveTest : FunSpec({
    context("a class weave") {
        case("W01 D05", "makes the value of its last declared task out of its inputs", FOR_CLASSES) {
            runTest {
                weave(PostPage("!"), "id" to 7) shouldBe
                    Page(Post(7), Author("author of 7!"), listOf(Rating(7), Rating(7)), "ad")
            }
        }

        case("W10 R03", "has its tasks in the order of the source, and the last makes the value", FOR_CLASSES) {
            val plan = plan(PostPage(), "id" to 1)
            plan.tasks().map { it.name() } shouldBe listOf("post", "author", "comments", "rating", "ad", "page")
            plan.task("post").kind() shouldBe TaskKind.SUSPENDING
            plan.task("author").kind() shouldBe TaskKind.BLOCKING
            plan.task("comments").kind() shouldBe TaskKind.STAGE
            plan.task("rating").source() shouldBe "comments"
            plan.task("rating").policy() shouldBe Policy.workers(2)
        }

        test("runs the same from a blocking caller, in the background and as a plan") {
            weaveBlocking(PostPage(), "id" to 1, "limit" to 1).ratings shouldBe listOf(Rating(1))
            runTest {
                val plan = plan(PostPage(), "id" to 1, "limit" to 3)
                plan.run().ratings.size shouldBe 3
                plan.run().ratings.size shouldBe 3
                coroutineScope {
                    val live = launchWeave(PostPage(), "id" to 2)
                    live[PostPage::author].await() shouldBe Author("author of 2")
                    live[PostPage::comments].await().size shouldBe 2
                    live.await().post shouldBe Post(2)
                }
            }
        }

        case("R09 R07", "gives typed results, inputs included, which are not counted", FOR_CLASSES) {
            runTest {
                val result = weaveResult(PostPage(), "id" to 100)
                val author: Author = result[PostPage::author]
                author shouldBe Author("author of 100")
                result[PostPage::comments] shouldBe List(2) { Comment("$it".repeat(100)) }
                result.each(PostPage::rating) shouldBe listOf(Rating(100), Rating(100))
                result.value().ad shouldBe null
                result["id"] shouldBe 100
                result.outcome("id") shouldBe Outcome.Succeeded(100)
                result.size() shouldBe 5
                result.names() shouldBe listOf("post", "author", "comments", "rating", "ad", "page")
            }
        }

        case("W11", "shows its tasks what was set at construction", FOR_CLASSES) {
            runTest { weave(PostPage("?"), "id" to 7).author shouldBe Author("author of 7?") }
        }

        case("W08", "may be an instance whose methods are called as plain code", FOR_CLASSES) {
            val page = PostPage()
            page.author(Post(3)) shouldBe Author("author of 3")
        }

        test("may be anonymous, with what it captures") {
            val base = 40
            runTest {
                val weave =
                    object : Weave<Int>() {
                        @Do
                        fun two(): Int = 2

                        @Do
                        suspend fun sum(two: Int): Int = base + two
                    }
                weave(weave) shouldBe 42
                weave(weave, only = weave::two) shouldBe 2
            }
        }

        test("may be generic and abstract, its types filled in below") {
            abstract class Lookup<K, V> : Weave<V>() {
                @Do
                abstract fun key(): K

                @Do
                abstract fun value(key: K): V
            }

            class Length : Lookup<String, Int>() {
                override fun key() = "four"

                override fun value(key: String) = key.length
            }
            runTest { weave(Length()) shouldBe 4 }
        }

        test("takes the policy of a member, with what the annotation gives on top") {
            class Shared(val partner: Policy) : Weave<String>() {
                val attempts = AtomicInteger()

                @Do(retries = 2, policy = "partner")
                fun ad(): String {
                    check(attempts.incrementAndGet() > 9) { "no ad" }
                    return "ad"
                }
            }
            runTest {
                val weave = Shared(Policy(retries = 5, fallback = { "none" }))
                weave(weave) shouldBe "none"
                weave.attempts.get() shouldBe 3
            }
        }
    }

    context("a fallback of a class weave") {
        val wrong = Policy(fallback = { 7 })

        test("that gives a value of another type fails the task, and not who reads it") {
            class Titled(val shaky: Policy) : Weave<Int>() {
                @Do(policy = "shaky")
                fun title(): String = throw IOException("no title")

                @Do
                fun length(title: String): Int = title.length
            }
            runTest {
                val failure = shouldThrow<IllegalStateException> { weave(Titled(wrong)) }
                failure.message shouldBe
                    "The fallback of task 'title' in weave 'Titled' gave an Integer, but the task makes String.\n" +
                    "  Give it a policy of its own, whose fallback makes a String."
                failure.cause!!.message shouldBe "no title"
                weave(Titled(Policy(fallback = { "none" }))) shouldBe 4
            }
        }

        test("is for one item where the task is mapped") {
            class Titles(val shaky: Policy) : Weave<List<String>>() {
                @Do
                fun ids(): List<Int> = listOf(1, 2)

                @Do(each = "ids", policy = "shaky")
                fun titles(id: Int): String = throw IOException("no title $id")
            }
            runTest {
                shouldThrow<IllegalStateException> { weave(Titles(wrong)) }
                    .message!!
                    .lines()
                    .first() shouldBe
                    "The fallback of task 'titles' in weave 'Titles' gave an Integer, but the task makes String."
                weave(Titles(Policy(fallback = { "none" }))) shouldBe listOf("none", "none")
            }
        }

        test("may give anything where the method returns nothing") {
            class Told(val shaky: Policy) : Weave<Int>() {
                @Do(policy = "shaky")
                fun tell(): Unit = throw IOException("nobody there")

                @Do(after = ["tell"])
                fun done(): Int = 1
            }
            runTest { weave(Told(wrong)) shouldBe 1 }
        }
    }

    context("a part of a class weave") {
        test("runs just what is asked for, and asks for no other inputs") {
            runTest {
                val page = PostPage()
                val author: Author = weave(page, "id" to 7, only = PostPage::author)
                author shouldBe Author("author of 7")
                page.calls.toList() shouldBe listOf("post", "author")

                val result = weaveResult(page, "id" to 7, only = listOf(PostPage::author, PostPage::ad))
                result.names() shouldBe listOf("post", "author", "ad")
                result[PostPage::ad] shouldBe "ad"
            }
        }

        test("includes what the block makes it need") {
            runTest {
                val result = weaveResult(PostPage(), "id" to 7, only = listOf(PostPage::author)) {
                    val extra by task { "extra" }
                    val unused by task { error("not needed") }
                    override(PostPage::author, extra) with { Author(extra()) }
                    task("alsoUnused", unused) { unused() }
                }
                result.names() shouldBe listOf("author", "extra")
                result[PostPage::author] shouldBe Author("extra")
            }
        }

        test("is refused where one task is asked for that is mapped") {
            shouldThrow<PlanException> {
                weaveBlocking { task("t") { weave(PostPage(), "id" to 7, only = PostPage::rating) } }
            }.message shouldBe
                "Task 'rating' in weave 'PostPage' is mapped over items, so its value is a List.\n" +
                "  Ask for it with a result, and read that with each."
        }
    }

    context("a block") {
        case("W02 W07 D06", "overrides a task with inputs of its own, and adds others", FOR_CLASSES) {
            runTest {
                val page = PostPage()
                val result = weaveResult(page, "id" to 7, "limit" to 1) {
                    val post = ref(PostPage::post)
                    val id = ref<Int>("id")
                    override(PostPage::author, post, id) with { Author("x${post().id}${id()}") }
                    val author = ref(PostPage::author)
                    val shout by task(author) { author().name.uppercase() }
                    shout
                }
                result.value().author shouldBe Author("x77")
                result["shout"] shouldBe "X77"
                page.calls.contains("author") shouldBe false
            }
        }

        case("D06", "needs only the inputs that its overrides take", FOR_CLASSES) {
            runTest {
                weave(PostPage()) { override(PostPage::post) with { Post(5) } }.author shouldBe Author("author of 5")
            }
        }

        case("W03", "overrides for a blocking caller, too", FOR_CLASSES) {
            weaveBlocking(PostPage(), "id" to 1) {
                override(PostPage::author) withBlocking { Author("blocking") }
            }.author shouldBe Author("blocking")
        }

        case("W04", "overrides in the background, too", FOR_CLASSES) {
            runTest {
                coroutineScope {
                    val live = launchWeave(PostPage(), "id" to 1) {
                        override(PostPage::author) with { Author("background") }
                    }
                    live.await().author shouldBe Author("background")
                }
                plan(PostPage(), "id" to 1) { override(PostPage::author) with { Author("plan") } }.run().author shouldBe
                    Author("plan")
            }
        }

        case("W05 G15", "inherits the options of what it overrides", FOR_CLASSES) {
            runTest {
                val attempts = AtomicInteger()
                val plan = plan(Flaky()) {
                    override(Flaky::flaky) with {
                        check(attempts.incrementAndGet() > 1) { "once more" }
                        9
                    }
                }
                plan.run() shouldBe 9
                attempts.get() shouldBe 2
                plan.task("flaky").policy().timeout() shouldBe java.time.Duration.ofSeconds(90)
            }
        }

        case("W06 G15", "wins with an explicit zero, and inherits the rest", FOR_CLASSES) {
            runTest {
                val attempts = AtomicInteger()
                val plan = plan(Flaky()) {
                    override(Flaky::flaky, retries = 0) with {
                        attempts.incrementAndGet()
                        error("always")
                    }
                }
                shouldThrow<IllegalStateException> { plan.run() }
                attempts.get() shouldBe 1
                plan.task("flaky").policy().timeout() shouldBe java.time.Duration.ofSeconds(90)
                plan.task("flaky").policy().perMinute() shouldBe 60_000
            }
        }

        case("W12", "says what the items are when it overrides a mapped task", FOR_CLASSES) {
            runTest {
                weave(Doubling()) {
                    val numbers = ref(Doubling::numbers)
                    overrideEach(Doubling::doubled, numbers, workers = 1) with { it * 10 }
                } shouldBe listOf(10, 20, 30)
                weave(Doubling()) {
                    overrideEach(Doubling::doubled, listOf("a", "bc")) withBlocking { it.length }
                } shouldBe listOf(1, 2)
            }
        }

        case("W14", "overrides a mapped and limited task by one that is neither", FOR_CLASSES) {
            runTest {
                val plan = plan(Doubling()) { override<List<Int>>("doubled") with { listOf(7) } }
                plan.run() shouldBe listOf(7)
                plan.task("doubled").policy().workers() shouldBe null
            }
        }

        case("D08", "makes an input with a task of its name, which wins over a value", FOR_CLASSES) {
            runTest {
                weave(PostPage()) { task("id") { 6 } }.post shouldBe Post(6)
                weave(PostPage(), "id" to 1) { task("id") { 6 } }.post shouldBe Post(6)
            }
        }

        test("refuses what cannot be overridden, with nothing started") {
            val page = PostPage()

            fun refusal(block: dev.wove.dsl.ClassWeaveScope.() -> Unit) =
                shouldThrow<PlanException> { plan(page, "id" to 1, block = block) }.message
            refusal { override<Author>("autor") with { Author("") } } shouldBe
                "Weave 'PostPage' overrides 'autor', but PostPage has no such task.\n" +
                "  Tasks: post, author, comments, rating, ad, page.\n  Did you mean 'author'?"
            refusal { override(PostPage::rating) with { Rating(1) } } shouldBe
                "Task 'rating' in weave 'PostPage' is mapped over items, and its override is not.\n" +
                "  Override each of its items, or the whole of it by name with a List."
            refusal { overrideEach(PostPage::ad, listOf(1)) with { "" } } shouldBe
                "Task 'ad' in weave 'PostPage' is not mapped over items, but its override is.\n" +
                "  Override it with a single body."
            refusal { override<String>("author") with { "" } } shouldBe
                "Task 'author' in weave 'PostPage' makes Author, but its override makes String.\n  Make an Author."
            refusal { task("x", ref(PostPage::rating)) { 1 } } shouldBe
                "Task 'rating' in weave 'PostPage' is mapped over items, so its value is a List.\n" +
                "  Refer to it with refEach."
            refusal { override(PostPage::ad) } shouldBe
                "Task 'ad' in weave 'PostPage' is to be overridden, but no body follows.\n  Go on with 'with'."
            refusal {
                override(PostPage::ad) with { "1" }
                override(PostPage::ad) with { "2" }
            } shouldBe "Task 'ad' in weave 'PostPage' is overridden twice.\n  Leave one of the bodies out."
            refusal { override(Flaky::flaky) with { 1 } } shouldBe
                "Weave 'PostPage' overrides 'flaky' of Flaky, but PostPage has no such task.\n" +
                "  Tasks: post, author, comments, rating, ad, page."
            refusal {
                val added by task(ref(PostPage::page)) { Post(1) }
                override(PostPage::post, added) with { added() }
            } shouldBe
                "Weave 'PostPage' has a dependency cycle: post -> added -> page -> post (each needs the next).\n" +
                "  Break it by removing one of these inputs, or compute the values in one task."
            refusal { task("ad") { 1 } } shouldBe
                "Two tasks in weave 'PostPage' have the name 'ad': the 5th and the 7th declared.\n" +
                "  Give one of them another name."
            page.calls.shouldBeEmpty()
        }
    }

    context("a subclass") {
        case("W13", "overrides a task by its method, without repeating what was declared", FOR_CLASSES) {
            class Anonymous : PostPage() {
                override fun author(post: Post): Author = Author("nobody")

                @Do(after = ["ad"])
                fun signed(page: Page): Page = page.copy(ad = "by ${page.author.name}")
            }
            runTest {
                val result = weaveResult(Anonymous(), "id" to 1)
                result[PostPage::author] shouldBe Author("nobody")
                result.value().ad shouldBe "by nobody"
                plan(Anonymous(), "id" to 1).task("author").policy().retries() shouldBe 1
            }
        }

        test("keeps a task's place, and may give it options and names of its own") {
            class Careful : PostPage() {
                @Do(retries = 4, each = "")
                override fun ad(post: Post): String = "careful"
            }
            val plan = plan(Careful(), "id" to 1)
            plan.tasks().map { it.name() } shouldBe listOf("post", "author", "comments", "rating", "ad", "page")
            plan.task("ad").policy().retries() shouldBe 4
            runTest { plan.run().ad shouldBe "careful" }
        }
    }

    context("parameters") {
        test("take failures as data") {
            class Ads : Weave<String>() {
                @Do
                fun ad(): String = error("no ad")

                @Do
                fun comments(): CompletableFuture<String> =
                    CompletableFuture.failedFuture(IllegalStateException("none"))

                @Do
                suspend fun page(
                    @Settled ad: Outcome<String>,
                    @OrNull comments: String?,
                ): String = "${(ad as Outcome.Failed).cause().message}, $comments"
            }
            runTest { weave(Ads()) shouldBe "no ad, null" }
        }

        test("take an outcome per item where the method is settled") {
            class Halves : Weave<List<Outcome<Int>>>() {
                @Do(each = "numbers")
                @Settled
                fun halves(
                    @Input numbers: List<Int>,
                    number: Int,
                ): Int {
                    require(number % 2 == 0) { "odd" }
                    return number / 2
                }
            }
            runTest {
                val outcomes = weave(Halves(), "numbers" to listOf(2, 3))
                outcomes[0] shouldBe Outcome.Succeeded(1)
                (outcomes[1] as Outcome.Failed).cause().message shouldBe "odd"
            }
        }

        test("of methods without a value count the items") {
            class Audit : Weave<Long>() {
                @Do(each = "items")
                suspend fun audit(
                    @Input items: Sequence<Int>,
                    item: Int,
                ) {
                    check(item > 0)
                }
            }
            runTest { weave(Audit(), "items" to generateSequence(1) { if (it < 100) it + 1 else null }) shouldBe 100L }
        }
    }
})
