@file:JvmName("AggregatorInKotlin")

package dev.wove.examples.aggregator

import dev.wove.WeaveResult
import dev.wove.dsl.weaveResult
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

/** The aggregator in Kotlin. AggregatorInJava.java is its twin. */
fun summarise(yarns: List<Int>, warehouse: Warehouse, workers: Int): WeaveResult<Summary> = runBlocking {
    // tag::aggregator-kotlin[]
    weaveResult("api-aggregator") {
        val answers by eachSettled(yarns, workers = workers) { yarn -> warehouse.fetchStockOf(yarn).await() }
        val summary by task(answers) { Summary.of(answers()) }
        summary
    }
    // end::aggregator-kotlin[]
}
