package dev.wove.internal.engine.items

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** Puts the items of a flow into a feed, and suspends the flow while the feed has no room. */
internal class FlowCollector(
    private val flow: Flow<*>,
    private val feed: Feed,
    private val nextIndex: AtomicLong,
) {
    private val suspended = AtomicReference<Continuation<Unit>?>()

    fun start(completion: Continuation<Any?>): Any? {
        feed.onRoom = { suspended.getAndSet(null)?.resume(Unit) }
        val block: suspend () -> Any? = { collect() }
        return block.startCoroutineUninterceptedOrReturn(completion)
    }

    private suspend fun collect() {
        flow.collect { item ->
            feed.offer(itemNumber(nextIndex.getAndIncrement()), item)
            if (feed.isFull) {
                suspendCancellableCoroutine { continuation ->
                    suspended.set(continuation)
                    if (!feed.isFull) suspended.getAndSet(null)?.resume(Unit)
                }
            }
        }
    }
}
