@file:JvmName("EtlPipelineInKotlin")

package dev.wove.examples.etl

import dev.wove.OnFailure.CONTINUE
import dev.wove.Outcome
import dev.wove.dsl.await
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

/** The steps, each declared once. EtlPipelineInJava.java is the twin of this pipeline. */
private class Steps(
    records: Records,
) {
    val fetch = taskFunction("fetch") { id: Int -> records.fetch(id).await() }
    val concat = taskFunction("concat") { a: String, b: String -> records.concat(a, b) }
    val strip = taskFunction("strip") { text: String -> records.strip(text) }
    val upload = taskFunction("upload") { a: String, b: String, c: String -> records.upload(a, b, c).await() }
}

fun plain(records: Records): String = runBlocking {
    with(Steps(records)) {
        // tag::etl-kotlin
        taskScope("etl") {
            val ab = concat(fetch(1), fetch(2))
            val cd = concat(fetch(3), fetch(4))
            val ef = concat(fetch(5), fetch(6))
            val abcd = concat(ab, cd)
            upload(strip(abcd), strip(cd), strip(ef)).await()
        }
        // end::etl-kotlin
    }
}

/** The upload also waits for a lock, which has no value for it. */
fun ordered(records: Records): String = runBlocking {
    with(Steps(records)) {
        taskScope("etl") {
            val ab = concat(fetch(1), fetch(2))
            val cd = concat(fetch(3), fetch(4))
            val ef = concat(fetch(5), fetch(6))
            val abcd = concat(ab, cd)
            val lock = start(name = "lock") { records.lock().await() }
            upload(strip(abcd), strip(cd), strip(ef), after = listOf(lock)).await()
        }
    }
}

/** One record cannot be read, and the upload makes do with the others. */
fun tolerant(records: Records): String = runBlocking {
    with(Steps(records)) {
        taskScope("etl", onFailure = CONTINUE) {
            val bad = concat(fetch(Records.BROKEN), fetch(2))
            val cd = concat(fetch(3), fetch(4))
            val ef = concat(fetch(5), fetch(6))
            val uploaded =
                start(settled(strip(bad)), settled(strip(cd)), settled(strip(ef)), name = "upload") { a, b, c ->
                    records.upload(a.text(), b.text(), c.text()).await()
                }
            uploaded.await()
        }
    }
}

private fun Outcome<String>.text() = if (this is Outcome.Succeeded) value else "(nothing)"
