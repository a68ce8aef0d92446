package dev.wove.behaviour.remote

import dev.wove.behaviour.harness.Gate
import dev.wove.remote.InMemoryEnvironment
import dev.wove.remote.InMemoryEnvironment.inMemory
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.Channel
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger

/** Bodies that go on until they are told to stop. */
interface Sleepers {
    suspend fun sleep(name: String): String

    fun block(name: String): String

    @Throws(IOException::class)
    suspend fun echo(name: String): String

    @Throws(IOException::class)
    fun fail(name: String): String
}

/** Counts what the bodies of one worker do. */
class CountedSleepers : Sleepers {
    val began = Channel<String>(Channel.UNLIMITED)
    val stopped = AtomicInteger()
    val finished = AtomicInteger()
    val echoes = AtomicInteger()
    private val never = Gate()

    val worker: InMemoryEnvironment = inMemory().serve(Sleepers::class.java, this).concurrency(2_000)

    /** Waits until so many more have begun. */
    suspend fun awaitBegun(n: Int) = repeat(n) { began.receive() }

    override suspend fun sleep(name: String): String = counted(name) { awaitCancellation() }

    override fun block(name: String): String = counted(name) {
        never.patient().get()
        "woken"
    }

    private inline fun counted(name: String, body: () -> String): String {
        began.trySend(name)
        val value =
            try {
                body()
            } catch (e: Throwable) {
                stopped.incrementAndGet()
                throw e
            }
        finished.incrementAndGet()
        return value
    }

    override suspend fun echo(name: String): String {
        echoes.incrementAndGet()
        return "$name!"
    }

    override fun fail(name: String): String = throw IOException("$name failed")
}
