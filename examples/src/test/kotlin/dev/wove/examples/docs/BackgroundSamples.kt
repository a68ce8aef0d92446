package dev.wove.examples.docs

import dev.wove.BackgroundWeaves
import dev.wove.dsl.launchWeave
import kotlinx.coroutines.coroutineScope
import java.time.Duration.ofSeconds

/** The Kotlin samples of the guide on background weaves, compiled and run. */
class BackgroundSamples(
    private val authors: Authors = Authors(),
) {
    private val stored = ArrayList<String>()

    suspend fun onDone(): List<String> {
        // tag::on-done[]
        coroutineScope {
            launchWeave("report", onDone = { result -> store(result.failure() ?: result.value()) }) {
                task("author") { authors.find(4) }
            }
        } // the scope waits for the weave, and for onDone
        // end::on-done[]
        return stored
    }

    private fun store(text: Any) {
        stored.add(text.toString())
    }

    fun drained(): String {
        // tag::background[]
        val background = BackgroundWeaves.withGrace(ofSeconds(20)).drainOnShutdown()

        background.launchWeave("report", onDone = { result -> store(result) }) {
            task("author") { authors.find(4) }
        }
        // end::background[]
        val report = background.drain()
        background.close()
        return report.toString().substringAfter(", ")
    }
}
