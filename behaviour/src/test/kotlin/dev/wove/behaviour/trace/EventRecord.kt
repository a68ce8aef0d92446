package dev.wove.behaviour.trace

import dev.wove.trace.Ended
import dev.wove.trace.RunId
import dev.wove.trace.TraceEvent
import dev.wove.trace.TraceEvent.AttemptFailed
import dev.wove.trace.TraceEvent.EventsLost
import dev.wove.trace.TraceEvent.ItemEnded
import dev.wove.trace.TraceEvent.TaskEnded
import dev.wove.trace.TraceEvent.TaskSent
import dev.wove.trace.TraceEvent.TaskStarted
import dev.wove.trace.TraceEvent.WeaveEnded
import dev.wove.trace.TraceEvent.WeaveStarted
import dev.wove.trace.TraceEvent.WorkerLog
import dev.wove.trace.WeaveListener
import java.util.IdentityHashMap
import java.util.concurrent.ConcurrentLinkedQueue

/** An event in few words. */
fun TraceEvent.inWords(): String = when (this) {
    is WeaveStarted -> "weave started"
    is TaskStarted -> "${task()} started"
    is AttemptFailed -> (if (item() < 0) task() else "${task()}[${item()}]") + " failed attempt ${attempt()}"
    is ItemEnded -> "${task()}[${item()}] ${how().name.lowercase()}"
    is TaskEnded -> "${task()} ${how().name.lowercase()}"
    is EventsLost -> "${count()} lost"
    is WeaveEnded -> "weave ${how().name.lowercase()}"
    else -> toString()
}

private val TraceEvent.task: String?
    get() = when (this) {
        is TaskStarted -> task()
        is AttemptFailed -> task()
        is ItemEnded -> task()
        is TaskEnded -> task()
        else -> null
    }

/** Keeps what it is told, in the order in which the calls began: one that depends on another begins when that is over. */
class EventRecord : WeaveListener {
    private val told = ConcurrentLinkedQueue<TraceEvent>()

    override fun happened(event: TraceEvent) {
        // What is told of tasks elsewhere has a test of its own; all else is the same wherever they run.
        if (event !is TaskSent && event !is WorkerLog) told += event
    }

    val events: List<TraceEvent> get() = told.toList()

    fun inWords(): List<String> = events.map { it.inWords() }

    /** What is wrong with the events of all runs; [inputs] are the names of the inputs of each task of the outermost. */
    fun violations(inputs: Map<String, List<String>>): List<String> {
        val all = events
        if (all.isEmpty()) return listOf("no event was told")
        val outermost = all.first().run().outermost()
        return all.groupBy { it.run() }.flatMap { (run, events) ->
            RunCheck(run, events, if (run == outermost) inputs else emptyMap()).violations() +
                if (run == outermost) emptyList() else nesting(run, events, all)
        }
    }

    private fun nesting(run: RunId, events: List<TraceEvent>, all: List<TraceEvent>): List<String> {
        val around = all.filter { it.run() == run.around() && it.task == run.task() }
        val start = all.indexOfFirst { it === around.filterIsInstance<TaskStarted>().singleOrNull() }
        val end = all.indexOfFirst { it === around.filterIsInstance<TaskEnded>().singleOrNull() }
        val first = all.indexOfFirst { it === events.first() }
        val last = all.indexOfFirst { it === events.last() }
        return if (first < start || last > end) listOf("$run is not within ${run.task()}") else emptyList()
    }
}

/** Checks the events of one run. */
private class RunCheck(
    private val run: RunId,
    private val events: List<TraceEvent>,
    private val inputs: Map<String, List<String>>,
) {
    private val found = ArrayList<String>()
    private val starts = events.filterIsInstance<TaskStarted>().groupBy { it.task() }
    private val ends = events.filterIsInstance<TaskEnded>().groupBy { it.task() }

    private fun check(holds: Boolean, problem: () -> String) {
        if (!holds) found += "$run: ${problem()} in ${events.map { it.inWords() }.take(60)}"
    }

    fun violations(): List<String> {
        check(events.count { it is WeaveStarted } == 1 && events.first() is WeaveStarted) { "it does not start once" }
        check(events.count { it is WeaveEnded } == 1 && events.last() is WeaveEnded) { "it does not end once" }
        check((events.first() as? WeaveStarted)?.tasks() == ends.size) { "not all tasks have ended" }
        for (name in inputs.keys) check(name in ends) { "$name has not ended" }
        for (name in ends.keys + starts.keys) checkTask(name)
        checkItems()
        (events.last() as? WeaveEnded)?.let { checkTrace(it) }
        return found
    }

    private fun checkTask(name: String) {
        val end = ends[name]?.singleOrNull()
        val start = starts[name]?.singleOrNull()
        check(end != null) { "$name has ended ${ends[name]?.size} times" }
        if (end == null) return
        check(starts[name].orEmpty().size == if (end.how() == Ended.SKIPPED) 0 else 1) {
            "$name was ${end.how()} and started ${starts[name]?.size} times"
        }
        check((end.failure() == null) == (end.how() == Ended.SUCCEEDED)) { "$name was ${end.how()}: ${end.failure()}" }
        if (start == null) return
        check(place(start) < place(end) && start.at() <= end.at()) { "$name ended before it started" }
        check(start.ready() <= start.at()) { "$name started before it was ready" }
        for (input in inputs[name].orEmpty()) {
            val before = ends[input]?.first() ?: continue
            check(place(before) < place(start) && before.at() <= start.ready()) { "$name started before $input ended" }
        }
        for (event in events.filter { it.task == name }) {
            check(place(event) in place(start)..place(end)) { "${event.inWords()} is not within it" }
        }
        val failed = events.filterIsInstance<AttemptFailed>().filter { it.task() == name && it.item() < 0 }
        check(failed.map { it.attempt() } == failed.indices.map { it + 1 }) { "$name failed out of order" }
    }

    private val places = IdentityHashMap<TraceEvent, Int>().apply { events.forEachIndexed { i, e -> put(e, i) } }

    private fun place(event: TraceEvent) = places.getValue(event)

    private fun checkItems() {
        val items = events.filterIsInstance<ItemEnded>().map { it.task() to it.item() }
        check(items.size == items.toSet().size) { "an item has ended twice" }
    }

    /** The same has to be found in the trace afterwards. */
    private fun checkTrace(end: WeaveEnded) {
        val trace = end.trace()
        check(trace.ended() == end.how()) { "it was ${end.how()}, and the trace ${trace.ended()}" }
        val told = events.filter { it !is ItemEnded && (it !is AttemptFailed || it.item() < 0) }.map { it.inWords() }
        check(told.sorted() == trace.events().map { it.inWords() }.sorted()) {
            "other events are in its trace:" +
                trace.events().map { it.inWords() }
        }
        val items = events.filterIsInstance<ItemEnded>().groupBy { it.task() }
        for (task in trace.tasks().filter { it.items() != null }) {
            val told = items[task.name()].orEmpty()
            check(told.size.toLong() == task.items()!!.statistics().count()) { "${task.name()} had other items" }
            check(told.count { it.how() == Ended.FAILED }.toLong() == task.items()!!.failedCount()) {
                "${task.name()} had other failed items"
            }
        }
    }
}
