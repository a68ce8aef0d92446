package dev.wove.internal.engine.items

import dev.wove.Outcome
import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.BodyEnd
import dev.wove.internal.engine.body.BodyHost
import dev.wove.internal.engine.body.BodyJob
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.InCoroutine
import dev.wove.internal.engine.body.OnPool
import dev.wove.internal.engine.body.Stoppable
import dev.wove.internal.engine.body.closeStream
import dev.wove.internal.engine.body.failureOf
import dev.wove.internal.engine.body.failureOfSource
import dev.wove.internal.engine.body.startInPlace
import dev.wove.internal.engine.body.startRunner
import dev.wove.internal.engine.body.stop
import dev.wove.internal.graph.Mapping
import dev.wove.internal.run.FailureNotes
import dev.wove.internal.run.Policies
import dev.wove.internal.text.DurationText
import dev.wove.trace.Ended
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/**
 * One run of a mapped task. Slots take items from the source and run them; the first is filled on the thread that starts
 * the task, further ones on other threads while there may be more items, or here when an item suspends.
 *
 * [live] counts the slots, and one more for the source while it may give items; at zero the task ends.
 */
internal class MapRun(
    val task: EngineTask<*>,
) : Stoppable,
    Runnable {
    val run: BodyHost = task.run
    private val mapping: Mapping = task.mapping()!!
    private val policy = task.policy()
    private val runNotes = task.declaration!!.notes
    private val plain = !run.wrapsBodies && !Policies.wrapsBody(policy)
    private val inCoroutine = plain && task.place === InCoroutine
    private val bare = inCoroutine && run.bodyContext == null

    /** Whether a thread of the pool may take the next item itself: only where that runs nothing of the user's. */
    val staysOnPool get() = plain && task.place === OnPool && supply is Indexed
    private val givenLimit = policy.workers() ?: policy.maxPending()

    /** How many items may be under way; set once it is known where they come from. */
    private var limit = givenLimit ?: if (policy.perMinute() != null) MOST_UNASKED else Int.MAX_VALUE

    /** Whether nobody knows how many items there will be. */
    var isLazy = false
        private set

    private val job: BodyJob? =
        if (run.ownJobs || policy.deadline() != null || task.failureIsHandled()) {
            BodyJob(task, onStopped = ::stop) { _, cause -> concluded(cause) }
        } else {
            null
        }
    val base: CoroutineContext = if (job == null) run.context else run.context + job

    /** The Job of all items: theirs, or that of the run. */
    val baseJob: Job? = base[Job]

    /** How messages and threads speak of each item: made once, as each takes a look at it. */
    val label by lazy(LazyThreadSafetyMode.PUBLICATION) { task.label() }

    /** The name of the coroutines of all items. */
    val coroutineName by lazy(LazyThreadSafetyMode.PUBLICATION) { CoroutineName(label) }

    // Made before the index, which every thread writes: beside it they would share its cache line.
    private val results = ItemResults(mapping.keeps)
    private val downstream = Downstream(task, ::pumpSoon)
    val feedsOthers: Boolean get() = !downstream.isEmpty
    private val notes = ItemNotes(task)
    private val live = AtomicInteger(1)
    private val slots = AtomicInteger()

    // Bodies that a Job cannot reach are stopped one by one.
    private val stoppable: MutableSet<ItemSlot>? = if (inCoroutine) null else ConcurrentHashMap.newKeySet()
    private val pumpOnItsWay = AtomicBoolean()
    private val sourceOpen = AtomicBoolean(true)

    @Volatile
    private var closed = false
    val isClosed: Boolean get() = closed
    private val failure = AtomicReference<Throwable?>()
    private var deadline: RunClock.Timer? = null

    /** Whether the source was opened. */
    private var opened = false
    private var supply: Supply? = null
    private var feed: Feed? = null

    // Set while others may be stopping this: volatile, as [start] looks at [closed] after it.
    @Volatile
    private var collector: Stoppable? = null
    val nextIndex = AtomicLong()

    private val inline = AtomicReference<Any?>()

    // Start and end

    /** The value if all items end here and now, else COROUTINE_SUSPENDED. */
    fun start(): Any? {
        task.startedAt = run.clock.nanoTime()
        task.running = this
        notes.begin()
        job?.attach()
        policy.deadline()?.let { limit -> deadline = run.clock.schedule(limit) { deadlinePassed(limit) } }
        try {
            open()
        } catch (e: Throwable) {
            sourceFailed(e)
        }
        startStreams()
        // Whoever has stopped this may not have seen the collector yet, as a deadline that passes early.
        if (closed || run.end != null || task.cancelledBy != null) stop()
        pump()
        if (feed?.isClosed == true) feedClosed()
        if (inline.compareAndSet(null, COROUTINE_SUSPENDED)) return COROUTINE_SUSPENDED
        task.running = null
        return (inline.get() as BodyEnd).valueOrThrow()
    }

    private fun open() {
        // One of a weave around has ended: its items are those of its value.
        if (mapping.upstream()?.let { run.nodeOf(it) } != null) {
            val incoming = runNotes.feed as Feed
            if (incoming.isLazy) isLazy()
            takeFrom(incoming)
            return
        }
        val source = sourceOf(task)
        opened = true
        if (source is Flow<*> || (task.place.mayBlockBeside && mayBlock(source))) {
            isLazy()
            takeAsTheyCome(source!!)
            return
        }
        val opened = openSource(task, source)
        if (opened.isLazy) isLazy()
        results.expect(opened.size)
        supply = if (opened.size >= 0) Indexed(this, opened) else Drawn(this, opened)
    }

    /** A source without an end would have all memory, and a slot for each of its items. */
    private fun isLazy() {
        isLazy = true
        limit = minOf(limit, givenLimit ?: MOST_UNASKED)
    }

    /** Takes the items of [incoming], of which others may run the first as soon as that knows of this. */
    private fun takeFrom(incoming: Feed) {
        feed = incoming
        supply = Fed(this, incoming)
        startStreams()
        incoming.consumer = this
    }

    /** From a flow, or from a source that is read on the pool, as it may block. */
    private fun takeAsTheyCome(source: Any) {
        val ahead = if (givenLimit == null && policy.perMinute() == null) MOST_AHEAD else policy.maxPending() ?: 1
        val incoming = Feed(null, ahead)
        takeFrom(incoming)
        // The task has not ended before its source has, which may fail while it is being stopped; a deadline may have ended it.
        if (!oneMore()) return
        val onEnd = { cause: Throwable? ->
            if (cause != null) ofSource(cause)
            incoming.close(null)
            oneLess()
        }
        if (source is Flow<*>) {
            val job = BodyJob(task) { _, cause -> onEnd(cause) }
            collector = job
            job.start { FlowCollector(source, incoming, nextIndex).start(it) }
        } else {
            val reader = SourceReader(task, incoming, nextIndex, { openSource(task, source) }, onEnd)
            collector = reader
            reader.start()
        }
    }

    private fun startStreams() {
        if (mapping.keeps != Mapping.Keeps.COUNT) downstream.begin(isLazy)
    }

    private fun deadlinePassed(limit: java.time.Duration) {
        if (isClosed || run.end != null) return
        val who = "Task '${task.name()}' in ${run.title}"
        itemFailed(-1, 1, TaskTimeoutException("$who passed its deadline of ${DurationText.of(limit)}.", limit))
    }

    /** The feed has no more to come. */
    fun feedClosed() {
        feed?.closeCause?.let {
            task.cancelledBy = it
            stop()
            return
        }
        if (feed!!.isEmpty) sourceIsOver() else pumpSoon()
    }

    override fun stop() {
        close()
        sourceIsOver()
    }

    private fun close() {
        closed = true
        val why = failure.get().takeIf { it !== TOO_LATE }
        job?.stop(why)
        collector?.stop(why)
        stoppable?.forEach { it.running?.stop() }
    }

    val isSourceOpen: Boolean get() = sourceOpen.get()

    fun sourceIsOver() {
        if (sourceOpen.compareAndSet(true, false)) oneLess()
    }

    /** False if the task has ended. */
    private fun oneMore() = live.getAndUpdate { if (it == 0) 0 else it + 1 } > 0

    private fun oneLess() {
        if (live.decrementAndGet() == 0) {
            if (job == null) {
                concluded(null)
            } else {
                job.finish()
            }
        }
    }

    private fun concluded(childFailure: Throwable?) {
        deadline?.cancel()
        val ofClosing = closeStream(task, opened)
        // A deadline that passes from now on has come too late.
        var failed = if (failure.compareAndSet(null, TOO_LATE)) null else failure.get()
        if (failed == null && childFailure != null && !FailureNotes.isStop(childFailure)) failed = childFailure
        if (ofClosing != null) {
            if (failed == null && !closed) failed = ofClosing else run.failures.addOther(task, -1, ofClosing)
        }
        val end =
            when {
                failed != null -> BodyEnd(null, failed)
                closed -> BodyEnd(null, CancellationException("The items were cancelled"))
                else -> BodyEnd(results.value(), null)
            }
        // The run may have ended though all items have.
        runNotes.made = results.made
        runNotes.itemsGiven = supply?.size?.takeIf { it >= 0 } ?: nextIndex.get().toInt()
        if (inline.compareAndSet(null, end)) return
        run.bodyEndedElsewhere(task, end.value, end.failure)
    }

    // Items

    /** A pump that was dispatched. */
    override fun run() {
        pumpOnItsWay.set(false)
        pump()
    }

    /**
     * Fills slots here until the source or the limit is exhausted, or an item keeps this thread. Like a loop, it gives its
     * thread back after a while, or items that are ready to go on would get none.
     */
    private fun pump() {
        var since = 0L
        while (true) {
            val now = run.clock.nanoTime()
            if (since == 0L) since = now
            if (run.spreads && now - since > LONGEST_LOOP_NANOS) return pumpSoon()
            if (!addSlot()) return
            val slot = ItemSlot(this)
            stoppable?.add(slot)
            if (slot.loop(now) == ItemSlot.Left.NONE) return
        }
    }

    private fun addSlot(): Boolean {
        if (closed || run.end != null) return false
        while (true) {
            val now = slots.get()
            if (now >= limit) return false
            if (slots.compareAndSet(now, now + 1)) break
        }
        // A request for slots may come late, when the task has ended.
        val isLive = oneMore()
        if (!isLive) slots.decrementAndGet()
        return isLive
    }

    /** Has items taken where bodies of this run belong; at most one such request is on its way. */
    fun pumpSoon() {
        if (!run.needsDispatch()) {
            pump()
        } else if (pumpOnItsWay.compareAndSet(false, true)) {
            run.dispatch(this)
        }
    }

    /** A slot has nothing more to do; true if that has changed while it was leaving. */
    fun leave(slot: ItemSlot): Boolean {
        stoppable?.remove(slot)
        slot.flushDurations()
        slots.decrementAndGet()
        // What arrived or got room while this slot still counted would have found no slot.
        val more = !closed && downstream.hasRoom && supply?.mayHaveMore() == true
        oneLess()
        return more
    }

    /** Takes the next item into [slot]. False if there is none now. */
    fun take(slot: ItemSlot): Boolean = !closed && downstream.hasRoom && supply?.take(slot) == true

    /** False, as there is no item. */
    fun sourceFailed(thrown: Throwable): Boolean {
        ofSource(thrown)
        sourceIsOver()
        return false
    }

    private fun ofSource(thrown: Throwable) {
        if (!isStopped() || !isCancellation(thrown)) itemFailed(-1, 1, failureOfSource(task, thrown))
    }

    /** There is more to take: has another thread do so, if there is one and it may. */
    fun spread() {
        if (!run.spreads || slots.get() >= limit) return
        if (!pumpOnItsWay.get() && pumpOnItsWay.compareAndSet(false, true)) run.dispatch(this)
    }

    fun startItem(slot: ItemSlot): Any? = when {
        bare -> {
            slot.begins()
            task.startSuspending(slot.value, slot)
        }

        plain -> {
            slot.startInPlace()
        }

        else -> {
            startRunner(slot).also { if (closed && it === COROUTINE_SUSPENDED) slot.running?.stop() }
        }
    }

    fun itemBegins() {
        // Read first, as many threads come here.
        if (!runNotes.itemBegan) runNotes.itemBegan = true
        run.teller?.mappedTaskStarted(task, runNotes)
    }

    fun itemEnded(slot: ItemSlot, value: Any?, thrown: Throwable?, began: Long, now: Long) {
        if (thrown == null) {
            notes.ended(slot, began, now, Ended.SUCCEEDED, null)
            store(slot.item, if (mapping.keeps == Mapping.Keeps.OUTCOMES) Outcome.Succeeded(value) else value)
            return
        }
        val stopped = isStopped()
        if (stopped && isCancellation(thrown)) {
            notes.ended(slot, began, now, Ended.CANCELLED, null)
            return
        }
        val failed = failureOf(task, thrown)
        notes.ended(slot, began, now, Ended.FAILED, failed)
        if (mapping.keeps == Mapping.Keeps.OUTCOMES && !stopped && failed !is VirtualMachineError) {
            store(slot.item, Outcome.Failed<Any?>(failed))
        } else {
            itemFailed(slot.item, slot.attempt, failed)
        }
    }

    /** Whether an item ends like a task that is skipped: nobody is told of it. */
    fun isCancelledUnbegun(hasBegun: Boolean, thrown: Throwable?) =
        !hasBegun && thrown != null && isStopped() && isCancellation(thrown)

    private fun isStopped() = closed || run.end != null

    private fun isCancellation(thrown: Throwable) = !run.endedWith(thrown) && FailureNotes.isStop(thrown)

    private fun itemFailed(item: Int, attempt: Int, thrown: Throwable) {
        if (!failure.compareAndSet(null, thrown) && !replaces(thrown)) {
            if (failure.get() !== TOO_LATE && !FailureNotes.isStop(thrown)) run.failures.addOther(task, item, thrown)
            return
        }
        runNotes.failedItem = item
        runNotes.failedAttempt = attempt
        run.failed(task, thrown)
        close()
        sourceIsOver()
    }

    /** Whether the task fails with [thrown], as that ended the run, though an item stopped by it has failed faster. */
    private fun replaces(thrown: Throwable): Boolean {
        val known = failure.get()
        return known !== TOO_LATE && known !== thrown && run.endedWith(thrown) && failure.compareAndSet(known, thrown)
    }

    private fun store(index: Int, value: Any?) {
        if (results.store(index, value)) downstream.offer(index, value)
    }

    fun record(durations: LongArray, count: Int): Unit = notes.record(durations, count)

    // For reports

    /** Some of the slots that run an item now. Those of plain suspending items are only counted. */
    fun underWay(): List<ItemSlot> = stoppable
        .orEmpty()
        // A slot may go on to its next item under the sort.
        .map { it.item to it }
        .sortedBy { it.first }
        .map { it.second }

    /** How far the items are. */
    fun standing(): String = supply?.standing(nextIndex.get(), slots.get()) ?: "opens its source"

    /** Whether its source is read on the pool, as it may block. */
    val readsOnPool: Boolean get() = collector is SourceReader

    /** A number that grows with every item. */
    fun progress(): Long = nextIndex.get() * 2L + live.get() + stoppable.orEmpty().sumOf { it.attempt }

    companion object {
        private val TOO_LATE = Throwable("the task has ended", null)

        /** How many items may be under way that are paced or of a lazy source, unless workers or maxPending are given. */
        private const val MOST_UNASKED = 1024
        const val LONGEST_LOOP_NANOS = 1_000_000L

        /** How far a flow may be ahead of items that nothing limits. */
        private const val MOST_AHEAD = 64
    }
}
