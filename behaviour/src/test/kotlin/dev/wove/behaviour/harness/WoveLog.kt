package dev.wove.behaviour.harness

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.AppenderBase
import org.slf4j.LoggerFactory
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** What is logged about weaves of one name. */
class WoveLog(
    private val weave: String,
) : AppenderBase<ILoggingEvent>(),
    AutoCloseable {
    private val logger = LoggerFactory.getLogger("dev.wove") as Logger
    private val level = logger.level
    private val messages = LinkedBlockingQueue<String>()

    init {
        logger.level = Level.WARN
        start()
        logger.addAppender(this)
    }

    override fun append(event: ILoggingEvent) {
        if ("'$weave'" in event.formattedMessage) messages.add(event.formattedMessage)
    }

    fun next(): String? = messages.poll(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)

    val isEmpty: Boolean get() = messages.isEmpty()

    override fun close() {
        logger.detachAppender(this)
        logger.level = level
        stop()
    }
}
