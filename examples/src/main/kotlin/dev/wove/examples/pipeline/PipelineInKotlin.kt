@file:JvmName("PipelineInKotlin")

package dev.wove.examples.pipeline

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.WeaveResult
import dev.wove.dsl.batch
import dev.wove.dsl.merge
import dev.wove.dsl.weaveResult
import kotlinx.coroutines.runBlocking

// tag::pipeline-kotlin[]
open class Pipeline : Weave<Report>() {
    @Do(retries = 2, timeout = "5s")
    fun fabrics(
        @Input most: Int = Int.MAX_VALUE,
    ): List<Fabric> = Fabric.readBook().take(most)

    @Do(each = "fabrics", workers = 4, perMinute = 6_000)
    fun weights(fabric: Fabric): Double = fabric.weight()

    @Do(each = "fabrics", workers = 4, perMinute = 6_000)
    fun covers(fabric: Fabric): Double = fabric.cover()

    @Do
    suspend fun samples(fabrics: List<Fabric>, weights: List<Double>, covers: List<Double>): List<Sample> =
        Sample.merge(fabrics, weights, covers)

    @Do
    suspend fun report(samples: List<Sample>): Report {
        val parts = merge(samples.batch(4), name = "judged") { some -> Report.of(some, samples) }
        return Report.sum(parts)
    }
}
// end::pipeline-kotlin[]

/** The pipeline in Kotlin. PipelineInJava.java is its twin. */
fun report(most: Int): WeaveResult<Report> = runBlocking {
    // tag::pipeline-run-kotlin[]
    weaveResult(Pipeline(), "most" to most)
    // end::pipeline-run-kotlin[]
}

/** The same without one of the features, to see what it is good for. */
fun reportWithoutCovers(most: Int): WeaveResult<Report> = runBlocking {
    // tag::pipeline-override-kotlin[]
    weaveResult(Pipeline(), "most" to most) {
        val fabrics = ref(Pipeline::fabrics)
        overrideEach(Pipeline::covers, fabrics) with { 0.0 }
    }
    // end::pipeline-override-kotlin[]
}
