package dev.wove.examples.ktor

import io.opentelemetry.sdk.common.CompletableResultCode
import io.opentelemetry.sdk.trace.data.SpanData
import io.opentelemetry.sdk.trace.export.SpanExporter
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/** Keeps spans, to be printed. */
class Spans : SpanExporter {
    private val lock = ReentrantLock()
    private val more = lock.newCondition()
    private val ended = mutableListOf<SpanData>()

    override fun export(spans: Collection<SpanData>): CompletableResultCode = lock.withLock {
        ended += spans
        more.signalAll()
        CompletableResultCode.ofSuccess()
    }

    override fun flush(): CompletableResultCode = CompletableResultCode.ofSuccess()

    override fun shutdown(): CompletableResultCode = CompletableResultCode.ofSuccess()

    fun all(): List<SpanData> = lock.withLock { ended.toList() }

    /** The first span that is [wanted], which is waited for; null if there is none after ten seconds. */
    fun await(wanted: (SpanData) -> Boolean): SpanData? = lock.withLock {
        var left = TimeUnit.SECONDS.toNanos(10)
        while (ended.none(wanted) && left > 0) left = more.awaitNanos(left)
        ended.firstOrNull(wanted)
    }

    /** All of them, or those below [root], each below the one that it is part of. */
    fun tree(root: SpanData? = null): String {
        val all = all().sortedBy { it.startEpochNanos }
        val roots = root?.let(::listOf) ?: all.filter { span -> all.none { it.spanId == span.parentSpanId } }
        return roots.joinToString("\n") { lines(it, all).joinToString("\n") }
    }

    private fun lines(span: SpanData, all: List<SpanData>): List<String> {
        val below = all.filter { it.parentSpanId == span.spanId }
        return listOf(line(span, all)) + below.flatMapIndexed { i, child ->
            val isLast = i == below.lastIndex
            lines(child, all).mapIndexed { j, line ->
                (
                    if (j > 0) {
                        if (isLast) {
                            "   "
                        } else {
                            "│  "
                        }
                    } else if (isLast) {
                        "└─ "
                    } else {
                        "├─ "
                    }
                ) + line
            }
        }
    }

    private fun line(span: SpanData, all: List<SpanData>): String {
        val links = span.links.mapNotNull { link -> all.find { it.spanId == link.spanContext.spanId }?.name }
        return if (links.isEmpty()) span.name else "${span.name}  (after ${links.joinToString()})"
    }
}
