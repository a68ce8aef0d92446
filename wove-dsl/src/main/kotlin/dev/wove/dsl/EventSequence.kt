package dev.wove.dsl

import dev.wove.trace.Trace
import dev.wove.trace.TraceEvent

/**
 * The events, in causal order, one by one: each event is made when it is asked for, which of a run with very many tasks
 * takes far less memory than [Trace.events]. May be iterated again and again.
 */
public fun Trace.eventSequence(): Sequence<TraceEvent> = Sequence { eventStream().iterator() }
