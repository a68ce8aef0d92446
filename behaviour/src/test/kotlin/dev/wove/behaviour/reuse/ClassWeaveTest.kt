package dev.wove.behaviour.reuse

import dev.wove.dsl.each
import dev.wove.dsl.get
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest

class ClassWeaveTest : FunSpec({
    context("a class weave") {
        test("makes the value of its last declared task") {
            runTest {
                weave(PostPage("!"), "id" to 7) shouldBe
                    Page(Post(7), Author("author of 7!"), listOf(Rating(7), Rating(7)), "ad")
            }
        }

        test("runs the same from a blocking caller, and as a plan") {
            weaveBlocking(PostPage(), "id" to 1, "limit" to 1).ratings shouldBe listOf(Rating(1))
            runTest {
                val plan = plan(PostPage(), "id" to 1, "limit" to 3)
                plan.tasks().map { it.name } shouldBe listOf("post", "author", "comments", "rating", "ad", "page")
                plan.run().ratings.size shouldBe 3
                plan.run().ratings.size shouldBe 3
            }
        }

        test("gives typed results") {
            runTest {
                val result = weaveResult(PostPage(), "id" to 100)
                val author: Author = result[PostPage::author]
                author shouldBe Author("author of 100")
                result[PostPage::comments] shouldBe List(2) { Comment("$it".repeat(100)) }
                result.each(PostPage::rating) shouldBe listOf(Rating(100), Rating(100))
                result.value().ad shouldBe null
                result["id"] shouldBe 100
                result.size() shouldBe 5
            }
        }

        test("runs just what is asked for") {
            runTest {
                val page = PostPage()
                val author: Author = weave(page, "id" to 7, only = PostPage::author)
                author shouldBe Author("author of 7")
                page.calls.toList() shouldBe listOf("post", "author")
            }
        }

        test("lets a block override tasks and add others") {
            runTest {
                val result = weaveResult(PostPage(), "id" to 7) {
                    val post = ref(PostPage::post)
                    override(PostPage::author, post, retries = 0) with { Author("x${post().id}") }
                    val author = ref(PostPage::author)
                    val shout by task(author, ref<Int>("id")) { author().name.uppercase() }
                    shout
                }
                result.value().author shouldBe Author("x7")
                result["shout"] shouldBe "X7"
            }
        }
    }
})
