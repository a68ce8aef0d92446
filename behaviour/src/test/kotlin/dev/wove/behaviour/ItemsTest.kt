package dev.wove.behaviour

import dev.wove.Weave
import dev.wove.behaviour.background.AloneProgram
import dev.wove.behaviour.background.launchedProgram
import dev.wove.behaviour.harness.case
import dev.wove.dsl.batch
import dev.wove.java.Items
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Job
import org.slf4j.Logger
import java.io.File
import java.nio.file.Path

private const val LIBRARY = "plain functions; in Kotlin all but batch are the standard library's, see the guide"

class ItemsTest : FunSpec({
    context("Kotlin's own functions do what the helpers for Java do:") {
        case("H01", "flatten", LIBRARY) {
            for (lists in listOf(
                listOf(listOf(1, 2), listOf(3, 4), listOf(5)),
                listOf(listOf(1), listOf()),
                listOf(),
            )) {
                lists.flatten() shouldBe Items.flatten(lists)
            }
        }

        case("H02", "chunked for fold", LIBRARY) {
            for ((elements, size) in listOf(6 to 2, 6 to 3, 5 to 2, 0 to 2)) {
                List(elements) { it }.chunked(size) shouldBe Items.fold(List(elements) { it }, size)
            }
        }

        case("H03", "chunked for fold, with sizes that are not positive", LIBRARY) {
            shouldThrow<IllegalArgumentException> { emptyList<Int>().chunked(0) }
            shouldThrow<IllegalArgumentException> { Items.fold(emptyList<Int>(), 0) }
        }

        case("H07", "toList and toMap for undict and redict", LIBRARY) {
            val map = linkedMapOf("b" to 1, "a" to 2)
            map.toList() shouldBe Items.undict(map).map { it.toPair() }
            map.toList().toMap() shouldBe Items.redict(Items.undict(map))
            listOf("a" to 1, "a" to 2).toMap() shouldBe mapOf("a" to 2)
        }

        case("H08", "filterNotNull for denone", LIBRARY) {
            val all = listOf(1, null, 0, "", false)
            all.filterNotNull() shouldBe Items.denone(all)
        }
    }

    context("batch") {
        case("H04", "makes so many lists of one size", LIBRARY) {
            for ((elements, count) in listOf(6 to 2, 6 to 3, 5 to 2, 5 to 3, 3 to 5)) {
                List(elements) { it }.batch(count) shouldBe Items.batch(List(elements) { it }, count)
            }
            listOf(1, 2, 3, 4, 5).batch(2) shouldBe listOf(listOf(1, 2, 3), listOf(4, 5))
        }

        case("H05", "may make fewer lists than asked for", LIBRARY) {
            List(10) { it }.batch(6).map { it.size } shouldBe List(5) { 2 }
        }

        case("H06", "of nothing is nothing; else the count must be positive", LIBRARY) {
            emptySet<Int>().batch(0) shouldBe emptyList()
            shouldThrow<IllegalArgumentException> { listOf(1).batch(0) }.message shouldBe
                "The number of lists to batch into must be positive, but is 0.\n" +
                "  To say how long each list is to be, use chunked."
        }
    }

    context("a program with the core and one face alone") {
        case("H09", "runs without any optional library", LIBRARY) {
            val needed =
                listOf(Weave::class, Wove::class, Unit::class, Job::class, Logger::class, AloneProgram::class).map {
                    Path.of(it.java.protectionDomain.codeSource.location.toURI())
                }
            val classPath = needed.joinToString(File.pathSeparator)
            launchedProgram(AloneProgram::class.java, classPath = classPath).use { program ->
                withClue(program.output()) { program.exitCode() shouldBe 0 }
                program.output() shouldContain "the value is 3"
            }
        }
    }
})
