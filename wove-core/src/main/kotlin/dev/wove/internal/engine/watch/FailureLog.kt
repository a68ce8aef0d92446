package dev.wove.internal.engine.watch

import dev.wove.TaskFailedException
import dev.wove.TaskFailure
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.loop.CountedFailure
import dev.wove.internal.engine.loop.RunFailures
import dev.wove.internal.engine.loop.WeaveRun
import dev.wove.internal.result.ResultFacts
import dev.wove.internal.run.FailureNotes
import java.util.IdentityHashMap
import java.util.concurrent.CancellationException

/** The failures of one run in the order they happened. */
internal class FailureLog(
    private val run: WeaveRun,
) : RunFailures {
    /** Guarded by this object, like everything here. */
    private var failures: List<Entry> = emptyList()
    private var seen: IdentityHashMap<Throwable, Int>? = null
    private var counter = 0
    private var thrown: Throwable? = null

    /** What no task has failed with, as it came from what bodies had launched, or from inside a cancelled weave. */
    private var loose: ArrayList<Throwable>? = null

    /** How many failures of a scope that goes on are not among [failures]: nobody has taken them, and they are too many. */
    private var dropped = 0
    private var lastDropped: TaskFailure? = null

    private var lazyToken: Any? = null

    /** Stands for the nest of weaves that this run is the outermost of, on the exceptions that they throw. */
    private val ownToken: Any @Synchronized get() = lazyToken ?: Any().also { lazyToken = it }

    private fun token() = (run.root.failures as FailureLog).ownToken

    override fun add(node: EngineTask<*>, failure: Throwable, handled: Boolean): Boolean {
        val declaration = node.declaration
        val notes = declaration?.notes
        val mayBeKnown = declaration?.mapping != null
        if (mayBeKnown && isKnown(node.name(), failure)) return false
        val entry = entry(node, notes?.failedItem ?: -1, notes?.failedAttempt ?: 1, failure)
        if (node is CountedFailure && drop(node, entry)) return true
        return keep(entry, handled, mayBeKnown)
    }

    /** Only counts a failure that could not be shown where the scope ends; false if it is to be kept. */
    @Synchronized
    private fun drop(node: CountedFailure, failure: TaskFailure): Boolean {
        if (!run.continues || failures.size < MOST_KEPT || failure.cause() is VirtualMachineError) return false
        seen?.remove(failure.cause())
        node.isOnlyCounted = true
        dropped++
        lastDropped = failure
        return true
    }

    @Synchronized
    private fun isKnown(task: String, failure: Throwable) =
        failures.any { it.failure.cause() === failure && it.failure.task() == task }

    @Synchronized
    override fun seen(failure: Throwable) {
        val seen = seen ?: IdentityHashMap<Throwable, Int>().also { seen = it }
        seen.putIfAbsent(failure, counter++)
    }

    @Synchronized
    override fun retried(failure: Throwable) {
        seen?.remove(failure)
    }

    @Synchronized
    private fun keep(failure: TaskFailure, handled: Boolean, mayBeKnown: Boolean = false): Boolean {
        // A deadline may pass as the last item ends; the note is written without the lock, since it asks user code.
        if (mayBeKnown && isKnown(failure.task(), failure.cause())) return false
        val all = failures as? ArrayList<Entry> ?: ArrayList<Entry>().also { failures = it }
        return all.add(Entry(seen?.remove(failure.cause()) ?: counter++, failure, handled))
    }

    private inner class Entry(
        val order: Int,
        val failure: TaskFailure,
        var handled: Boolean,
    ) {
        private var noted = false

        fun attachNote() {
            if (!noted) FailureNotes.attach(failure.cause(), failure.note(), token())
            noted = true
        }
    }

    override fun addOther(node: EngineTask<*>, item: Int, failure: Throwable) {
        keep(entry(node, item, 1, failure), true)
    }

    @Synchronized
    override fun addLoose(failure: Throwable) {
        val all = loose ?: ArrayList<Throwable>().also { loose = it }
        if (all.size < MOST_KEPT) all.add(failure)
        thrown?.let { attachOthers(it, listOf(failure)) }
    }

    override fun attachOthers(thrown: Throwable, others: List<Throwable>, more: Int) {
        val rest = if (!run.grows) FailureNotes.IN_RESULT else FailureNotes.NOT_SHOWN
        FailureNotes.attachOthers(thrown, others, more, rest, token()) {
            "${run.graph.heading()} ended with this."
        }
    }

    override fun attachOthers(frame: Frame, thrown: Throwable, others: List<Throwable>) {
        FailureNotes.attachOthers(thrown, others, 0, FailureNotes.NOT_SHOWN, token()) {
            entry(frame.task, frame.item, frame.attempt, thrown).note()
        }
    }

    private fun entry(node: EngineTask<*>, item: Int, attempt: Int, failure: Throwable): TaskFailure {
        val values = run.graph.options().showsValues()
        val note = FailureNotes.text(node, item, attempt, failure, node.body, run::nodeAround, values)
        return ResultFacts.TaskFailure(node.name(), failure, note)
    }

    @Synchronized
    override fun all(): List<TaskFailure> = sorted().map { it.failure }

    /** In the order they happened. What ended the run came first, although a body that it has stopped may fail faster. */
    private fun sorted(): List<Entry> {
        val sorted = failures.sortedBy { it.order }
        val cause = run.end?.takeIf { it.kind == RunEnd.Kind.FAILURE }?.cause ?: return sorted
        val first = sorted.indexOfFirst { !it.handled }
        val ended = sorted.indexOfFirst { it.failure.cause() === cause }
        if (first !in 0..<ended) return sorted
        return sorted.toMutableList().apply { add(first, removeAt(ended)) }
    }

    @Synchronized
    override fun settled(): Throwable? = thrown ?: settle().also { thrown = it }

    private fun settle(): Throwable? {
        if (failures.isEmpty() && run.end == null) return endOfReturned()
        val sorted = sorted()
        sorted.forEach { it.attachNote() }
        val firstUnhandled = sorted.firstOrNull { !it.handled }?.failure
        val thrown = run.end?.cause ?: firstUnhandled?.cause() ?: endOfReturned() ?: return null
        val others = sorted.map { it.failure.cause() } + loose.orEmpty()
        if (others.isNotEmpty()) {
            attachOthers(thrown, others)
            run.passOn(others)
        }
        return thrown
    }

    /** Why there is no value to return. That a task was cancelled alone does not cancel whoever asks for the value. */
    private fun endOfReturned(): Throwable? {
        val ending = run.returned.ending() ?: return null
        val cancelled = ending.cause as? CancellationException ?: return ending.cause
        val name = run.returned.name()
        val missing = run.tasks().firstOrNull { it.cancelledBy === cancelled }?.name()
        val what =
            when (missing) {
                null -> "was ${ending.kind.name.lowercase()}"
                name -> "was cancelled"
                else -> "was skipped because '$missing' was cancelled"
            }
        return TaskFailedException(
            "Task '$name' in ${run.graph.title()} $what, so there is no value " +
                "to return.\n" +
                "  Read what became of each task in the result instead, or return a task that does without '${missing ?: name}'.",
            cancelled,
        )
    }

    @Synchronized
    override fun toldToScope(): Throwable? {
        val alone = failures.isEmpty() && run.end == null
        return if (alone) run.returned.ending()?.cause else settled()
    }

    @Synchronized
    override fun observed(failure: Throwable, by: EngineTask<*>) {
        if (failure is VirtualMachineError) return
        if (by is CountedFailure && by.isOnlyCounted && by.run === run) {
            by.isOnlyCounted = false
            dropped--
            if (lastDropped?.cause() === failure) lastDropped = null
        }
        val observed = failures.filter { it.failure.cause() === failure }
        for (entry in observed) {
            entry.handled = true
            entry.attachNote()
        }
        // A scope that goes on after failures may see many of them.
        if (run.grows && run.continues) (failures as? ArrayList<Entry>)?.removeAll(observed)
    }

    @Synchronized
    override fun unobserved(wasThrown: (Throwable) -> Boolean): List<Throwable> {
        val sorted = sorted()
        sorted.forEach { it.attachNote() }
        val left = sorted.filter { !it.handled }.map { it.failure.cause() }.filterNot(wasThrown) + loose.orEmpty()
        if (dropped == 0 || left.isNotEmpty()) return left
        return listOf(lastDropped?.let { keptForLast(it) } ?: notKept())
    }

    private fun keptForLast(last: TaskFailure): Throwable {
        FailureNotes.attach(last.cause(), last.note(), token())
        return last.cause()
    }

    private fun notKept() = TaskFailedException(
        "$dropped calls in scope '${run.graph.name()}' failed and nobody took their results; they were too many for " +
            "their failures to be kept.\n  Take the result of each call that may fail.",
        null,
    )

    @get:Synchronized
    override val uncounted: Int get() = if (dropped == 0) 0 else dropped - if (failures.none { !it.handled }) 1 else 0

    private companion object {
        /** More than are ever shown. */
        const val MOST_KEPT = 2 * FailureNotes.MOST_ATTACHED
    }
}
