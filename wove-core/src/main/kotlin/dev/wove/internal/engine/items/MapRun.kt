package dev.wove.internal.engine.items

import dev.wove.Outcome
import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.BodyHost
import dev.wove.internal.engine.body.BodyJob
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.InCoroutine
import dev.wove.internal.engine.body.OnPool
import dev.wove.internal.engine.body.Stoppable
import dev.wove.internal.engine.body.closeSource
import dev.wove.internal.engine.body.failureOf
import dev.wove.internal.engine.body.failureOfSource
import dev.wove.internal.engine.body.start
import dev.wove.internal.engine.body.startRunner
import dev.wove.internal.engine.body.stop
import dev.wove.internal.engine.body.take
import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.record.DurationHistogram
import dev.wove.internal.record.ItemLog
import dev.wove.internal.run.FailureNotes
import dev.wove.internal.run.Policies
import dev.wove.internal.source.ItemSource
import dev.wove.internal.text.DurationText
import dev.wove.trace.Ended
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import java.util.Collections
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
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
    private val details = task.details!!
    private val plain = !run.wrapsBodies && !Policies.wrapsBody(policy)
    private val inCoroutine = plain && task.place === InCoroutine
    private val bare = inCoroutine && run.bodyContext == null

    /** Whether a thread of the pool may take the next item itself: only where that runs nothing of the user's. */
    val staysOnPool get() = plain && task.place === OnPool && items.let { it != null && it.size >= 0 }
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

    /** Whether the source was opened, which is then one of these two. */
    private var opened = false
    private var items: ItemSource? = null
    private var feed: Feed? = null

    // Set while others may be stopping this: volatile, as [start] looks at [closed] after it.
    @Volatile
    private var collector: Stoppable? = null
    private val nextIndex = AtomicLong()
    private val drawing = ReentrantLock()

    /** Where results go: of known size and written without a lock, or grown under [storing]. */
    private var results: Array<Any?> = EMPTY
    private var sized = false

    /** Whether an item has made null, which the results have as [TaskNode.NULL]. */
    private var madeNull = false
    private val storing = ReentrantLock()
    private val count = AtomicLong()
    private val histogram = DurationHistogram()
    private val log = ItemLog()

    /** The chained tasks that take this one's items as they come. */
    private var downstream: List<Feed> = emptyList()

    private val inline = AtomicReference<Any?>()

    // Start and end

    /** The value if all items end here and now, else COROUTINE_SUSPENDED. */
    fun start(): Any? {
        task.startedAt = run.clock.nanoTime()
        task.running = this
        details.items = histogram
        details.itemLog = log
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
        val end = inline.get() as End
        task.running = null
        if (end.failure != null) throw end.failure
        return end.value
    }

    private fun open() {
        // One of a weave around has ended: its items are those of its value.
        if (mapping.upstream()?.let { run.nodeOf(it) } != null) {
            val incoming = details.feed as Feed
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
        items = opened
        if (opened.size >= 0 && mapping.keeps != Mapping.Keeps.COUNT) {
            sized = true
            results = arrayOfNulls(opened.size)
        }
    }

    /** A source without an end would have all memory, and a slot for each of its items. */
    private fun isLazy() {
        isLazy = true
        limit = minOf(limit, givenLimit ?: MOST_UNASKED)
    }

    /** Takes the items of [incoming], of which others may run the first as soon as that knows of this. */
    private fun takeFrom(incoming: Feed) {
        feed = incoming
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

    /** Lets chained tasks begin, unless they have: their items come from now on. */
    private fun startStreams() {
        if (mapping.keeps == Mapping.Keeps.COUNT) return
        // First all of them: one that begins may already have an item run, which is for the others, too.
        var begin = emptyList<EngineTask<*>>()
        for (i in 0 until task.dependentCount()) {
            val dependent = task.dependent(i) as EngineTask<*>
            val details = dependent.details ?: continue
            if (details.mapping?.upstream()?.let { run.nodeOf(it) } === task && details.feed == null) {
                val feed = Feed(task, details.policy.maxPending() ?: Int.MAX_VALUE, isLazy)
                feed.onRoom = ::pumpSoon
                details.feed = feed
                downstream = downstream + feed
                begin = begin + dependent
            }
        }
        begin.forEach(run::inputStreams)
    }

    private fun deadlinePassed(limit: java.time.Duration) {
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
        if (feed!!.isEmpty) closeSource() else pumpSoon()
    }

    override fun stop() {
        close()
        closeSource()
    }

    private fun close() {
        closed = true
        val why = failure.get().takeIf { it !== TOO_LATE }
        job?.stop(why)
        collector?.stop(why)
        stoppable?.forEach { it.running?.stop() }
    }

    private fun closeSource() {
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

    private class End(
        val value: Any?,
        val failure: Throwable?,
    )

    private fun concluded(childFailure: Throwable?) {
        deadline?.cancel()
        val ofClosing = closeSource(task, opened)
        // A deadline that passes from now on has come too late.
        var failed = if (failure.compareAndSet(null, TOO_LATE)) null else failure.get()
        if (failed == null && childFailure != null && !FailureNotes.isStop(childFailure)) failed = childFailure
        if (ofClosing != null) {
            if (failed == null && !closed) failed = ofClosing else run.failures.addOther(task, -1, ofClosing)
        }
        val end =
            when {
                failed != null -> End(null, failed)
                closed -> End(null, CancellationException("The items were cancelled"))
                else -> End(value(), null)
            }
        // The run may have ended though all items have.
        details.made = results
        details.itemsGiven = items?.size?.takeIf { it >= 0 } ?: nextIndex.get().toInt()
        if (inline.compareAndSet(null, end)) return
        run.bodyEndedElsewhere(task, end.value, end.failure)
    }

    private fun value(): Any? = when {
        mapping.keeps == Mapping.Keeps.COUNT -> {
            count.get()
        }

        else -> {
            if (!sized) results = results.copyOf(count.get().toInt())
            Collections.unmodifiableList((if (madeNull) withNulls() else results).asList())
        }
    }

    private fun withNulls() = Array(results.size) { results[it].takeIf { made -> made !== TaskNode.NULL } }

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
        var more = false
        if (!closed && hasRoom()) {
            val waiting = feed
            when {
                waiting == null -> more = sourceOpen.get() && (downstream.isNotEmpty() || canDraw())
                waiting.isExhausted -> closeSource()
                else -> more = !waiting.isEmpty
            }
        }
        oneLess()
        return more
    }

    /** Whether the source is there to be drawn from, which a slot that left may have waited for. */
    private fun canDraw() = items.let { it != null && it.size < 0 } && !drawing.isLocked

    private fun hasRoom() = downstream.isEmpty() || downstream.none { it.isFull }

    /** Takes the next item into [slot]. False if there is none now. */
    fun take(slot: ItemSlot): Boolean {
        if (closed) return false
        if (!hasRoom()) return false
        feed?.let {
            slot.value = it.poll(slot)
            if (slot.value === Feed.NONE) {
                if (it.isExhausted) closeSource()
                return false
            }
            return true
        }
        val items = items ?: return false
        return if (items.size >= 0) takeByIndex(items, slot) else draw(items, slot)
    }

    private fun takeByIndex(items: ItemSource, slot: ItemSlot): Boolean {
        val index = nextIndex.getAndIncrement().toInt()
        if (index !in 0..<items.size) {
            nextIndex.set(items.size.toLong())
            closeSource()
            return false
        }
        slot.give(index)
        try {
            slot.value = items.get.apply(index)
        } catch (e: Throwable) {
            return sourceFailed(e)
        }
        if (run.spreads && index + 1 < items.size && slots.get() < limit) spread()
        return true
    }

    private fun draw(items: ItemSource, slot: ItemSlot): Boolean {
        // The source may take its time, and needs one thread for that; who leaves is replaced when it has given its item.
        if (!drawing.tryLock() && !tryLockForAWhile()) return false
        try {
            if (closed || !sourceOpen.get()) return false
            if (!items.iterator.hasNext()) {
                closeSource()
                return false
            }
            slot.value = items.iterator.next()
            slot.give(itemNumber(nextIndex.getAndIncrement()))
        } catch (e: Throwable) {
            return sourceFailed(e)
        } finally {
            drawing.unlock()
        }
        if (run.spreads && slots.get() < limit) spread()
        return true
    }

    private fun tryLockForAWhile() = if (!run.spreads) {
        drawing.lock()
        true
    } else {
        try {
            drawing.tryLock(LONGEST_LOOP_NANOS, TimeUnit.NANOSECONDS)
        } catch (_: InterruptedException) {
            Thread.currentThread().interrupt()
            false
        }
    }

    private fun sourceFailed(thrown: Throwable): Boolean {
        ofSource(thrown)
        closeSource()
        return false
    }

    private fun ofSource(thrown: Throwable) {
        if (!isStopped() || !isCancellation(thrown)) itemFailed(-1, 1, failureOfSource(task, thrown))
    }

    private fun spread() {
        if (!pumpOnItsWay.get() && pumpOnItsWay.compareAndSet(false, true)) run.dispatch(this)
    }

    fun startItem(slot: ItemSlot): Any? = when {
        bare -> {
            slot.begins()
            task.startSuspending(slot.value, slot)
        }

        plain -> {
            slot.start()
        }

        else -> {
            startRunner(slot).also { if (closed && it === COROUTINE_SUSPENDED) slot.running?.stop() }
        }
    }

    fun itemBegins() {
        // Read first, as many threads come here.
        if (!details.itemBegan) details.itemBegan = true
        run.teller?.mappedTaskStarted(task, details)
    }

    fun itemEnded(slot: ItemSlot, value: Any?, thrown: Throwable?, began: Long, now: Long) {
        if (thrown == null) {
            note(slot, began, now, Ended.SUCCEEDED, null)
            store(slot.item, if (mapping.keeps == Mapping.Keeps.OUTCOMES) Outcome.Succeeded(value) else value)
            return
        }
        val stopped = isStopped()
        if (stopped && isCancellation(thrown)) {
            note(slot, began, now, Ended.CANCELLED, null)
            return
        }
        val failed = failureOf(task, thrown)
        note(slot, began, now, Ended.FAILED, failed)
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

    /** To be called before anybody can know that the item has ended. */
    private fun note(slot: ItemSlot, began: Long, now: Long, how: Ended, failure: Throwable?) {
        log.ended(slot.item, began, now, slot.attempt, how, failure)
        run.teller?.itemEnded(task, slot.item, began, now, how, failure)
    }

    private fun itemFailed(item: Int, attempt: Int, thrown: Throwable) {
        if (!failure.compareAndSet(null, thrown) && !replaces(thrown)) {
            if (failure.get() !== TOO_LATE && !FailureNotes.isStop(thrown)) run.failures.addOther(task, item, thrown)
            return
        }
        details.failedItem = item
        details.failedAttempt = attempt
        run.failed(task, thrown)
        close()
        closeSource()
    }

    /** Whether the task fails with [thrown], as that ended the run, though an item stopped by it has failed faster. */
    private fun replaces(thrown: Throwable): Boolean {
        val known = failure.get()
        return known !== TOO_LATE && known !== thrown && run.endedWith(thrown) && failure.compareAndSet(known, thrown)
    }

    private fun store(index: Int, value: Any?) {
        if (mapping.keeps == Mapping.Keeps.COUNT) {
            count.incrementAndGet()
            return
        }
        if (value == null && !madeNull) madeNull = true
        val made = value ?: TaskNode.NULL
        if (sized) {
            results[index] = made
        } else {
            count.incrementAndGet()
            storing.withLock {
                if (index >= results.size) results = results.copyOf(maxOf(16, index + 1, results.size * 2))
                results[index] = made
            }
        }
        for (feed in downstream) feed.offer(index, value)
    }

    fun record(durations: LongArray, count: Int) {
        if (count > 0) synchronized(histogram) { for (i in 0 until count) histogram.record(durations[i]) }
    }

    // For reports

    /** Some of the slots that run an item now. Those of plain suspending items are only counted. */
    fun underWay(): List<ItemSlot> = stoppable
        .orEmpty()
        // A slot may go on to its next item under the sort.
        .map { it.item to it }
        .sortedBy { it.first }
        .map { it.second }

    /** How far the items are. */
    fun standing(): String {
        val all = items?.size?.takeIf { it >= 0 }
        val begun = if (all == null) nextIndex.get() else minOf(nextIndex.get(), all.toLong())
        val upstream = feed?.upstream
        val of = if (all != null) " of $all" else ""
        return when {
            upstream != null -> "takes items of '${upstream.name()}' as they come, ${slots.get()} under way"
            collector is SourceReader -> "reads its source, ${slots.get()} items under way"
            feed != null -> "collects its flow, ${slots.get()} items under way"
            else -> "has begun $begun$of items, ${slots.get()} under way"
        }
    }

    /** A number that grows with every item. */
    fun progress(): Long = nextIndex.get() * 2L + live.get() + stoppable.orEmpty().sumOf { it.attempt }

    private companion object {
        val EMPTY = arrayOfNulls<Any?>(0)
        val TOO_LATE = Throwable("the task has ended", null)

        /** How many items may be under way that are paced or of a lazy source, unless workers or maxPending are given. */
        const val MOST_UNASKED = 1024
        const val LONGEST_LOOP_NANOS = 1_000_000L

        /** How far a flow may be ahead of items that nothing limits. */
        const val MOST_AHEAD = 64
    }
}
