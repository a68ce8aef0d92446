package dev.wove.test

import dev.wove.Backoff
import dev.wove.OnFailure
import dev.wove.WeaveResult
import dev.wove.dsl.Policy
import dev.wove.dsl.plan
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.spec.style.scopes.FunSpecContainerScope
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import java.io.IOException
import java.time.Duration.ofMillis
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class AssertionsTest : FunSpec({
    /** post, then author and comments at the same time, then page; an ad that fails three times; a banner without it. */
    suspend fun page(): WeaveResult<String> = weaveResult("post-page", onFailure = OnFailure.CONTINUE) {
        val post by task { delay(300) }
        val author by task(post) { delay(500) }
        val comments by blocking(post) { }
        val ad by task(retries = 2, policy = Policy(backoff = Backoff.constant(ofMillis(50)))) {
            delay(100)
            throw IOException("down")
        }
        val banner = task("banner", ad) { }
        val ratings by each(listOf(1, 2), author) { delay(20) }
        val page by task(author, comments, ratings, orNull(banner)) { "page" }
        page
    }

    val times =
        """
        Weave 'post-page':
          task      started  ended   attempts  outcome
          post      0 ms     300 ms  1         succeeded
          author    300 ms   800 ms  1         succeeded
          comments  300 ms   300 ms  1         succeeded
          ad        0 ms     400 ms  3         failed: IOException
          banner    -        -       0         skipped: IOException
          ratings   800 ms   820 ms  2 items   succeeded
          page      820 ms   820 ms  1         succeeded
        """.trimIndent()

    suspend fun FunSpecContainerScope.failing(title: String, because: String, assertion: (WeaveResult<*>) -> Unit) =
        test(title) {
            weaveTest { shouldThrow<AssertionError> { assertion(page()) }.message shouldBe "$because\n$times" }
        }

    context("assertions that hold") {
        test("return the result") {
            weaveTest {
                val result = page()
                result shouldHaveStarted "post" shouldHaveStarted "ad" shouldNotHaveStarted "banner"
                result
                    .shouldHaveRunInOrder("post", "author", "ratings", "page")
                    .shouldHaveAttempts("ad", 3)
                    .shouldHaveAttempts("banner", 0)
                    .shouldHaveAttempts("post", 1)
                    .shouldHaveOverlapped("ad", "post")
                    .names()
                    .size shouldBe 7
            }
        }

        test("tell the order of tasks that took no time by what they declared") {
            weaveTest {
                val result =
                    weaveResult {
                        val a by task { }
                        val b by task(after = listOf(a)) { }
                        val c by task(b) { }
                        c
                    }
                result.shouldHaveRunInOrder("a", "b", "c").shouldHaveRunInOrder("a", "c")
                shouldThrow<AssertionError> { result.shouldHaveRunInOrder("c", "a") }.message shouldBe
                    "Task 'a' was expected to start after 'c' had ended, but both ran at the same instant, and it " +
                    "does not need 'c'.\n" +
                    """
                    Weave 'weave':
                      task  started  ended  attempts  outcome
                      a     0 ms     0 ms   1         succeeded
                      b     0 ms     0 ms   1         succeeded
                      c     0 ms     0 ms   1         succeeded
                    """.trimIndent()
            }
        }
    }

    test("a mapped task that did not start took no attempt") {
        weaveTest {
            val result =
                weaveResult(onFailure = OnFailure.CONTINUE) {
                    val ad by task { throw IOException("down") }
                    val stars by each(listOf(1), ad) { it }
                    stars
                }
            result.shouldHaveAttempts("stars", 0)
        }
    }

    context("an assertion that does not hold") {
        failing("that a task started", "Task 'banner' was expected to start, but did not: java.io.IOException: down") {
            it shouldHaveStarted "banner"
        }
        failing("that a task did not start", "Task 'ad' was expected not to start, but did.") {
            it shouldNotHaveStarted "ad"
        }
        failing(
            "that tasks ran in an order",
            "Task 'author' was expected to start after 'ad' had ended, but " +
                "'ad' ran from 0 ms to 400 ms, 'author' ran from 300 ms to 800 ms.",
        ) {
            it.shouldHaveRunInOrder("ad", "author")
        }
        failing(
            "that tasks ran in an order, one of which did not start",
            "Task 'banner' was expected to start, but did not: java.io.IOException: down",
        ) {
            it.shouldHaveRunInOrder("post", "banner")
        }
        failing("how many attempts a task took", "Task 'ad' was expected to take 2 attempts, but took 3.") {
            it.shouldHaveAttempts("ad", 2)
        }
        failing("that a task took an attempt", "Task 'banner' was expected to take 1 attempt, but took 0.") {
            it.shouldHaveAttempts("banner", 1)
        }
        failing(
            "how many attempts a mapped task took",
            "Task 'ratings' is mapped: its attempts are those of its items, which are not counted.",
        ) {
            it.shouldHaveAttempts("ratings", 2)
        }
        failing(
            "that tasks ran at the same time",
            "Tasks 'ad', 'author', 'ratings' were expected to run at the same time, but " +
                "'ad' ran from 0 ms to 400 ms, 'author' ran from 300 ms to 800 ms, 'ratings' ran from 800 ms to 820 ms.",
        ) {
            it.shouldHaveOverlapped("ad", "author", "ratings")
        }

        test("because there is no such task tells the nearest name") {
            weaveTest {
                shouldThrow<NoSuchElementException> { page() shouldHaveStarted "auther" }.message shouldBe
                    "Weave 'post-page' has no task 'auther'.\n" +
                    "  Declared: post, author, comments, ad, banner, ratings, page\n  Did you mean 'author'?"
            }
        }

        test("because it is of one task only is an error of the test") {
            weaveTest {
                shouldThrow<IllegalArgumentException> { page().shouldHaveOverlapped("ad") }.message shouldBe
                    "This needs at least two tasks, but there is only 'ad'."
            }
        }
    }

    context("the text of a plan") {
        val plan =
            plan("post-page", workers = 8, timeout = 30.seconds, onFailure = OnFailure.CONTINUE) {
                val login by blocking(policy = Policy(onCaller = true)) { }
                val post by task(after = listOf(login), policy = Policy(deadline = 2.hours)) { 1 }
                val ad by task(retries = 2, timeout = 500.milliseconds) { 1 }
                val comments by blocking(post) { listOf(1) }
                val ratings by each(comments, post, workers = 4, perMinute = 60) { it }
                val stars by eachSettled(ratings) { it }
                val pings by eachUnit(listOf(1), policy = Policy(fallback = { 0 }, retryIf = { true })) { }
                val page by task(settled(ad), orNull(stars), pings) { "page" }
                page
            }
        val text =
            """
            post-page (workers 8, timeout 30 s, onFailure CONTINUE)
              login     blocking                        onCaller
              post      suspending                      deadline 7200 s            <- after login
              ad        suspending                      retries 2, timeout 500 ms
              comments  blocking                                                   <- post
              ratings   suspending each comments        workers 4, perMinute 60    <- post
              stars     suspending eachSettled ratings
              pings     suspending eachUnit item given  retryIf, fallback
              page      suspending                                                 <- settled(ad), orNull(stars), pings
            returns page
            """.trimIndent() + "\n"

        test("has a line for each task with its kind, inputs and options") {
            plan.text() shouldBe text
            plan shouldRead text
        }

        test("may be indented and have blanks at line ends") {
            plan shouldRead "\n" + text.replace("\n", "  \n").prependIndent("    ")
        }

        test("shows the first line that differs") {
            val expected = text.replace("comments  blocking  ", "comments  suspending")
            shouldThrow<AssertionError> { plan shouldRead expected }.message shouldBe
                "The plan of weave 'post-page' differs from the expected one in line 5.\n" +
                "  Expected: ${line(expected, 4)}\n  Actual:   ${line(text, 4)}\nThe whole plan:\n$text"
        }

        test("shows that a line is missing") {
            shouldThrow<AssertionError> { plan shouldRead text + "and more" }.message shouldBe
                "The plan of weave 'post-page' differs from the expected one in line 11.\n" +
                "  Expected: and more\n  Actual:   (no more lines)\nThe whole plan:\n$text"
        }
    }
})

private fun line(text: String, index: Int) = text.lines()[index].trim()
