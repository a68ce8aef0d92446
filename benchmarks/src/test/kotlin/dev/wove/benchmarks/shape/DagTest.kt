package dev.wove.benchmarks.shape

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe

class DagTest :
    FunSpec({
        context("a graph") {
            test("knows its sinks and the value of its last task") {
                val dag = Dags.inTree(4).get()
                dag.size() shouldBe 7
                dag.sinks().toList() shouldBe listOf(6)
                dag.result() shouldBe 7 // every task counts for one
            }

            test("refuses a run that leaves a task out, even if the result is right") {
                val dag = Dags.fanOut(3).get()
                shouldThrow<WrongResultException> {
                    dag.verify {
                        dag.value(0, 0)
                        dag.value(1, 1)
                        dag.value(3, 1)
                    }
                }.message shouldBe "task 2 made 0 instead of 2"
            }

            test("refuses a wrong result") {
                shouldThrow<WrongResultException> { Dags.chain(3).get().check(2) }.message shouldBe
                    "the result is 2 instead of 3"
            }

            test("refuses inputs that come later") {
                shouldThrow<IllegalArgumentException> { Dag(arrayOf(intArrayOf(1), intArrayOf())) }
            }
        }

        context("the shapes of graphs") {
            test("have the edges of their names") {
                edges(Dags.chain(3)) shouldBe listOf(listOf(), listOf(0), listOf(1))
                edges(Dags.fanIn(2)) shouldBe listOf(listOf(), listOf(), listOf(0, 1))
                edges(Dags.fanOut(2)) shouldBe listOf(listOf(), listOf(0), listOf(0))
                edges(Dags.inTree(2)) shouldBe listOf(listOf(), listOf(), listOf(0, 1))
                edges(Dags.wavefront(2)) shouldBe listOf(listOf(), listOf(0), listOf(0), listOf(1, 2))
                edges(Dags.layered(4, 2)) shouldBe
                    listOf(listOf(), listOf(), listOf(0, 1), listOf(1, 0), listOf(2, 3))
            }
        }

        context("look-alikes of workflows") {
            test("have about as many tasks as asked for") {
                Workflows.montage(10_000).size() shouldBeInRange 8_000..10_100
                Workflows.epigenomics(10_000).size() shouldBeInRange 9_900..10_100
                Workflows.genomes(10_000).size() shouldBeInRange 9_900..10_000
            }

            test("have the shape of the original") {
                val montage = Workflows.montage(10_000).get()
                montage.sinks().size shouldBe 1
                montage.inputs(montage.size() - 1).size shouldBe 3
                Workflows.epigenomics(10_000).get().sinks().size shouldBe 1
                val genomes = Workflows.genomes(10_000).get()
                (0..<genomes.size()).forEach { genomes.inputs(it).size shouldBeIn listOf(0, 2, 10) }
            }
        }
    })

private fun edges(dag: LazyDag): List<List<Int>> = dag.get().let { all ->
    (0..<all.size()).map {
        all.inputs(it).toList()
    }
}
