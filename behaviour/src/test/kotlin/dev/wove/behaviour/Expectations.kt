package dev.wove.behaviour

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.AppenderBase
import dev.wove.WeaveCancelledException
import dev.wove.behaviour.harness.Cell
import dev.wove.behaviour.harness.Interrupted
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import org.slf4j.LoggerFactory
import java.util.concurrent.CancellationException
import java.util.concurrent.CopyOnWriteArrayList

/** What a caller gets after its own cancellation: for a thread, with the interrupt flag set again. */
fun Cell.shouldBeCancellation(thrown: Throwable?) {
    if (face.blocksCaller) {
        thrown.shouldBeInstanceOf<Interrupted>()
        thrown.cause.shouldBeInstanceOf<WeaveCancelledException>()
        thrown.cause!!.message shouldBe "Weave 'w' was cancelled: its caller was interrupted"
    } else {
        thrown.shouldBeInstanceOf<CancellationException>()
    }
}

/** The notes of Wove on this exception. */
fun Throwable.notes(): List<String?> = suppressed.filter(::isNote).map { it.message }

/** What is attached to this exception besides notes. */
fun Throwable.attached(): List<Throwable> = suppressed.filterNot(::isNote)

private fun isNote(e: Throwable) = e.javaClass.name == "dev.wove.internal.run.FailureNote"

/** A note without the line of the body, which in the suite is one of the harness. */
fun withoutBodyLine(note: String?): String? = note?.replace(Regex("\n {2}Body: .*"), "")

/** What Wove logs while [block] runs. */
suspend fun logged(block: suspend () -> Unit): List<String> {
    val texts = CopyOnWriteArrayList<String>()
    val logger = LoggerFactory.getLogger("dev.wove") as Logger
    val appender =
        object : AppenderBase<ILoggingEvent>() {
            override fun append(event: ILoggingEvent) {
                texts.add(event.formattedMessage)
            }
        }
    appender.start()
    logger.addAppender(appender)
    logger.isAdditive = false
    try {
        block()
    } finally {
        logger.isAdditive = true
        logger.detachAppender(appender)
    }
    return texts
}
