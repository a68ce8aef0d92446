@file:OptIn(InternalCoroutinesApi::class)

package dev.wove.internal.engine.loop

import dev.wove.OnFailure
import dev.wove.StallReport
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.clock.SystemClock
import dev.wove.internal.clock.Timeouts
import dev.wove.internal.engine.body.BodyContext
import dev.wove.internal.engine.body.BodyHost
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.OnPool
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.body.closeDropped
import dev.wove.internal.engine.body.closeSource
import dev.wove.internal.engine.body.failureOf
import dev.wove.internal.engine.body.readersOf
import dev.wove.internal.engine.body.start
import dev.wove.internal.engine.body.startRunner
import dev.wove.internal.engine.items.Feed
import dev.wove.internal.engine.items.MapRun
import dev.wove.internal.graph.Edges
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.NodeList
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.limit.Permits
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.pool.BlockingPool
import dev.wove.internal.result.RealResult
import dev.wove.internal.run.FailureNotes
import dev.wove.internal.run.LiveCounters
import dev.wove.internal.run.Policies
import dev.wove.internal.run.ReadyQueue
import dev.wove.internal.run.SafeLog
import dev.wove.internal.source.SharedItems
import dev.wove.internal.text.DurationText
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.InternalCoroutinesApi
import org.slf4j.LoggerFactory
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/**
 * One run of a graph.
 *
 * A task whose body returns counts its dependents down; the first that becomes ready runs next in the same loop, the
 * others are queued. The first loop runs in the caller. A loop that takes a task while others wait dispatches one more
 * loop, with at most one such wake-up on its way, so the work spreads over as many threads as the dispatcher gives. When
 * the run has ended early, tasks still pass through the same loops and are skipped there: the count of tasks not yet
 * ended is the only thing that completes a run, never the loops.
 */
internal open class WeaveRun(
    graph: Graph,
    nodes: NodeList,
    val returned: EngineTask<*>,
    parent: CoroutineContext,
    enclosing: Frame?,
    live: Boolean,
    private val watch: RunWatch,
    grows: Boolean = false,
    merged: Boolean = false,
) : ObservedRun(graph, nodes, parent, enclosing, live, grows),
    BodyHost,
    Runnable {
    override val continues = options.onFailure() == OnFailure.CONTINUE
    override val ownJobs = live || continues || grows

    /** Whose slots the bodies take: a merge is work of the weave around it. */
    private val host: WeaveRun? = if (merged) enclosing!!.task.weaveRun else null

    override val slots: Permits? = options.workers()?.let { host?.slots ?: Permits(it) }

    override val blockingSlots: Permits? get() = lazyBlockingSlots
        ?: if (BlockingPool.isVirtual()) null else defaultBlockingSlots()

    /** The same, where somebody has asked for a slot. */
    val blockingSlotsInUse: Permits? get() = lazyBlockingSlots

    @Volatile
    private var lazyBlockingSlots = options.maxBlocking()?.let { host?.blockingSlots ?: Permits(it) }

    override val lendsBlockingSlots: Boolean get() = grows || options.maxBlocking() != null

    private fun defaultBlockingSlots() = synchronized(failures) {
        lazyBlockingSlots ?: Permits(BlockingPool.DEFAULT_MAX_BLOCKING).also { lazyBlockingSlots = it }
    }

    override val wrapsBodies = ownJobs || slots != null || options.maxBlocking() != null

    val dispatcher: CoroutineDispatcher? = parent[ContinuationInterceptor] as? CoroutineDispatcher
    override val spreads = dispatcher != null && dispatcher.isDispatchNeeded(context)
    override val bodyContext: BodyContext? = BodyContext.of(parent, carried)

    private val mayBePlain = !wrapsBodies && bodyContext == null

    val root: WeaveRun = enclosing?.task?.weaveRun?.root ?: this

    /** How many weaves are around this one. */
    val depth: Int = if (enclosing == null) 0 else enclosing.task.weaveRun.depth + 1

    /** Whether to begin and to end on a fresh stack: what goes on in place would pile up, level on level. */
    val needsNewStack: Boolean get() = depth % MOST_NESTED == MOST_NESTED - 1 && spreads

    @Volatile
    private var lazyWaits: Waits? = null
    private var sharedSources: HashMap<EngineTask<*>, SharedItems>? = null
    private var readersLeft: HashMap<EngineTask<*>, Int>? = null

    private val queue: ReadyQueue<EngineTask<*>> =
        if (grows) ReadyQueue.unbounded() else ReadyQueue(graph.size())

    // A run that does not spread has only one loop, and that asks for slots in order.
    val turn: Turn? =
        if (spreads && (slots != null || options.maxBlocking() != null)) Turn(this, queue) else null

    /** The tasks that have not ended, and one for the block of a scope. */
    @Volatile
    @JvmField
    internal var unended = if (grows) 1 else graph.size()
    final override val failures: RunFailures = watch.failuresOf(this)
    private var timer: RunClock.Timer? = null

    @Volatile
    private var lazyTimeouts: Timeouts? = null

    /** Set once a task has ended without a value though the run goes on. */
    @Volatile
    protected var gaps = false

    /** 1 while a loop is on its way. */
    @Volatile
    @JvmField
    internal var loopComes = 0

    /** What the last one came or comes with. */
    private var wakeUp: WakeUp? = null

    val waits: Waits
        get() = lazyWaits ?: synchronized(failures) { lazyWaits ?: Waits().also { lazyWaits = it } }

    // Start and end

    /** Runs until nothing is left to do on this thread: COROUTINE_SUSPENDED, or Unit if the run has completed. */
    fun start(continuation: Continuation<Unit>): Any {
        startedAt = clock.nanoTime()
        for (i in 0 until graph.size()) {
            val node = nodes[i] as EngineTask<*>
            node.run = this
            if (node.pending() == 0) queue.preload(node)
        }
        queue.preloaded()
        begin()
        if (graph.choosesPlaces()) choosePlaces()
        drive(null, 0, startedAt)
        return completedOr(continuation)
    }

    private fun choosePlaces() {
        try {
            tasks().forEach(::choosePlace)
        } catch (e: Throwable) {
            endBy(RunEnd.Kind.FAILURE, e)
        }
    }

    protected fun choosePlace(node: EngineTask<*>) {
        val details = node.details ?: return
        if (details.place.isChosenByRun) details.place = node.place.inRun(this)
    }

    private fun begin() {
        LiveCounters.runStarted()
        tellStart()
        attach()
        showToReports()
        options.timeout()?.let { limit -> timer = clock.schedule(limit) { timedOut(limit) } }
    }

    override fun progress(): Long = watch.progress(this)

    override fun report(): StallReport = report(Duration.ZERO)

    override fun report(quiet: Duration): StallReport = watch.report(this, quiet)

    /** The tasks that [reader] awaits without having declared them. */
    fun awaitedBy(reader: EngineTask<*>): List<EngineTask<*>> = lazyWaits?.of(reader).orEmpty()

    override fun passTurn() {
        turn?.pass()
    }

    override fun callerInterrupted() {
        if (end == null) (dispatcher as? CallerLoop)?.interrupted()
    }

    private fun timedOut(limit: Duration) {
        val running = failures.runningNames().joinToString(", ").ifEmpty { "none" }
        val waiting = watch.waiting(this)
        val message = "${graph.heading()} timed out after ${DurationText.of(limit)}.\n  Running then: $running" +
            if (waiting.isEmpty()) "" else "\n  Waiting then: ${waiting.joinToString("; ")}"
        endBy(RunEnd.Kind.TIMEOUT, TaskTimeoutException(message, limit))
    }

    override fun schedule(clock: RunClock, begin: Long, limit: Long, action: Runnable): RunClock.Timer = if (clock ===
        SystemClock.INSTANCE
    ) {
        timeouts.after(begin, limit, action)
    } else {
        clock.schedule(limit, action)
    }

    private val timeouts: Timeouts
        get() = lazyTimeouts ?: synchronized(failures) { lazyTimeouts ?: Timeouts().also { lazyTimeouts = it } }

    override fun stopBodies() {
        // First, as the stage of a client may block whoever cancels it.
        failures.watchStragglers()
        for (node in tasks()) node.running?.stop()
    }

    /** When no task is left, the run waits for what the bodies have launched, and completes. */
    private fun ended(count: Int) {
        if (count > 0 && UNENDED.addAndGet(this, -count) == 0) complete(if (isLive) failures.toldToScope() else null)
    }

    /** The value of the weave, which has completed and not failed. */
    fun value(): Any? = returned.valueOf(returned.state()!!)

    fun result(): RealResult<*> = RealResult<Any?>(facts(failures.thrown()), returned)

    override fun hasCompleted() {
        LiveCounters.runCompleted()
        timer?.cancel()
        lazyTimeouts?.close()
        failures.close()
    }

    // Growing

    /** Starts a run without tasks, to which some will be added. */
    fun open() {
        startedAt = clock.nanoTime()
        begin()
    }

    /** Counts one more task that is added; false if [mayAdd] says no, or all have ended and so the run has. */
    protected fun count(mayAdd: () -> Boolean): Boolean {
        while (true) {
            val before = unended
            if (before == 0 || !mayAdd()) return false
            if (UNENDED.compareAndSet(this, before, before + 1)) return true
        }
    }

    /** A task of a run that grows has ended. */
    protected open fun hasEnded(node: EngineTask<*>) {}

    /** Queues a task that was added; has the queue looked at unless the caller is a loop that will. */
    fun ready(node: EngineTask<*>, wake: Boolean) {
        queue.add(node)
        if (!wake) return
        if (spreads || needsDispatch()) handOn() else drive(null, 0)
    }

    /** No more tasks come from outside: Unit if the run has completed, else COROUTINE_SUSPENDED, as [start]. */
    fun close(continuation: Continuation<Unit>): Any {
        ended(1)
        return completedOr(continuation)
    }

    // The loop

    /** A loop that was dispatched. */
    override fun run() {
        loopComes = 0
        drive(null, 0)
    }

    /** Has another thread take what waits, while this one is busy. */
    fun spread() {
        if (spreads) handOn()
    }

    /** Has what waits taken where bodies run, which this thread is not; even by a loop that never shares its work. */
    private fun handOn() {
        if (loopComes == 0 && !isIdle()) wakeAnother()
    }

    private fun isIdle() = queue.isEmpty() || (turn != null && turn.isTaken)

    private fun poll(): EngineTask<*>? = if (turn == null) queue.poll() else turn.next()

    private fun wakeAnother() {
        if (!LOOP_COMES.compareAndSet(this, 0, 1)) return
        try {
            wakeUp = WakeUp.send(this, dispatcher!!, context, WakeUp.left())
        } catch (e: Throwable) {
            dispatchFailed(this, e)
        }
    }

    override fun dispatch(loop: Runnable) {
        try {
            dispatcher!!.dispatch(context, loop)
        } catch (e: Throwable) {
            dispatchFailed(loop, e)
        }
    }

    /** The same for what must not come twice. */
    fun dispatchOnce(action: Runnable) {
        val hasCome = AtomicBoolean()
        dispatch { if (hasCome.compareAndSet(false, true)) action.run() }
    }

    /** As kotlinx.coroutines does with an executor that rejects: the run ends, and another thread skips what is left. */
    private fun dispatchFailed(loop: Runnable, thrown: Throwable) {
        // A CancellationException would end whoever gets it, silently.
        val failure =
            if (thrown !is CancellationException) {
                thrown
            } else {
                IllegalStateException("The dispatcher of ${graph.title()} takes no more", thrown)
            }
        endBy(RunEnd.Kind.FAILURE, failure)
        SystemClock.INSTANCE.setOff(loop)
    }

    /** Takes and runs tasks until there are none; [first] goes first, [alreadyEnded] tasks have just ended, at [time]. */
    private fun drive(first: EngineTask<*>?, alreadyEnded: Int, time: Long = 0) {
        val holder = CurrentFrame.holder()
        val outer = holder[0]
        val staysBare = bodyContext == null
        val replaced = if (staysBare) carried.enter() else null
        var ended = alreadyEnded
        var now = time
        var since = 0L
        var node = first ?: poll()
        while (node != null) {
            spread()
            val because = reasonToSkip(node)
            if (because != null) {
                turn?.pass()
                now = clock.nanoTime()
                node.endedAt = now
                if (node.mapping() != null) sourceNotRead(node)
                val next = release(node, Ending(Ending.Kind.SKIPPED, because))
                if (next !== node) ended++
                node = if (next === node) null else next
            } else {
                if (now == 0L) now = clock.nanoTime()
                if (since == 0L) since = now
                holder[0] = node
                var failure: Throwable? = null
                var value: Any? = null
                try {
                    if (isPlain(node)) {
                        node.startedAt = now
                        teller?.taskStarted(node)
                        value = node.startSuspending(null, node)
                    } else {
                        value = startOther(node, now)
                    }
                } catch (e: Throwable) {
                    failure = e
                }
                if (staysBare) carried.tidy()
                turn?.pass()
                if (value === COROUTINE_SUSPENDED) {
                    now = 0
                    node = null
                } else {
                    now = clock.nanoTime()
                    val next = conclude(node, value, failure, now)
                    if (next !== node) ended++
                    node = if (next === node) null else next
                    if (spreads && now - since > LONGEST_LOOP_NANOS) break
                }
            }
            node = node ?: poll()
        }
        holder[0] = outer
        if (staysBare) carried.leave(replaced)
        if (spreads) giveBack(node)
        ended(ended)
        if (unended == 0) wakeUp?.leave(this)
    }

    /** Goes on elsewhere with what a loop that has run for long has left, so that others get the thread. */
    private fun giveBack(next: EngineTask<*>?) {
        if (next != null) {
            dispatchOnce { drive(next, 0) }
        } else {
            spread()
        }
    }

    private fun isPlain(node: EngineTask<*>) = mayBePlain && node.details == null && node.kind == TaskKind.SUSPENDING

    /** Starts anything but a plain suspending body. */
    private fun startOther(node: EngineTask<*>, now: Long): Any? {
        if (node.mapping() != null) return MapRun(node).start()
        if (hasRunner(node)) return startRunner(node)
        if (node.place.beginsAtOnce) node.began(now)
        return node.start()
    }

    private fun hasRunner(node: EngineTask<*>) = wrapsBodies || Policies.wrapsBody(node.policy())

    // The end of a task

    /** The body of [node] has ended after suspending, on a thread of the caller's dispatcher. */
    override fun bodyEnded(node: EngineTask<*>, value: Any?, failure: Throwable?) {
        val next = conclude(node, value, failure, clock.nanoTime())
        if (next !== node) drive(next, 1, node.endedAt)
    }

    override fun bodyEndedElsewhere(node: EngineTask<*>, value: Any?, failure: Throwable?) {
        if (!needsDispatch()) return bodyEnded(node, value, failure)
        if (conclude(node, value, failure, clock.nanoTime(), Successors.QUEUE) === node) return
        handOn()
        ended(1)
    }

    /**
     * The body of [node] has ended on a thread of the pool for blocking bodies, which goes on with the first dependent
     * that belongs there: a way through the caller's thread would cost two hand-overs a task.
     */
    override fun bodyEndedOnPool(node: EngineTask<*>, value: Any?, failure: Throwable?): BlockingCall? {
        if (!needsDispatch()) {
            bodyEnded(node, value, failure)
            return null
        }
        val next = conclude(node, value, failure, clock.nanoTime(), Successors.STAY_ON_POOL)
        if (next === node) return null
        handOn()
        val call = next?.let { startOnPool(it) }
        ended(1)
        return call
    }

    private fun startOnPool(node: EngineTask<*>): BlockingCall? = try {
        OnPool.startHere(node)
    } catch (e: Throwable) {
        bodyEndedElsewhere(node, null, e)
        null
    }

    private fun belongsOnPool(node: EngineTask<*>) =
        node.place === OnPool && turn == null && node.mapping() == null && !hasRunner(node) &&
            reasonToSkip(node) == null

    override fun needsDispatch() = dispatcher != null && dispatcher.isDispatchNeeded(context)

    /** Ends [node] with what its body has ended with, at [now]; see [release] for what is returned. */
    private fun conclude(
        node: EngineTask<*>,
        value: Any?,
        failure: Throwable?,
        now: Long,
        successors: Successors = Successors.RUN_NEXT,
    ): EngineTask<*>? {
        if (node.hasEnded()) {
            endedTwice(node, failure)
            return node
        }
        // Not later: what stops the run now must not stop what has ended.
        if (node.running != null) node.running = null
        node.endedAt = now
        val stoppedBy = end?.cause ?: node.cancelledBy
        val state =
            when {
                failure != null -> endingOf(node, failure)
                stoppedBy != null -> dropped(node, value, stoppedBy)
                else -> value
            }
        return release(node, state, successors)
    }

    private fun dropped(node: EngineTask<*>, value: Any?, stoppedBy: Throwable): Ending {
        closeDropped(node, value)
        return Ending(Ending.Kind.CANCELLED, stoppedBy)
    }

    private fun sourceNotRead(node: EngineTask<*>) {
        closeSource(node, opened = false)?.let { failures.addOther(node, -1, it) }
    }

    private fun endingOf(node: EngineTask<*>, thrown: Throwable): Ending {
        val stoppedBy = endNow()?.cause ?: node.cancelledBy
        // A mapped task comes here with what ended the run itself, if that was one of its items.
        if (stoppedBy != null && !endedWith(thrown) && FailureNotes.isStop(thrown)) {
            return Ending(if (hasBegun(node)) Ending.Kind.CANCELLED else Ending.Kind.SKIPPED, stoppedBy)
        }
        val failure = failureOf(node, thrown)
        failed(node, failure)
        return Ending(Ending.Kind.FAILED, failure)
    }

    /** Whether the body of [node] was started, if only for one item. */
    private fun hasBegun(node: EngineTask<*>) =
        node.startedAt != 0L && (node.mapping() == null || node.details!!.itemBegan)

    override fun endedTwice(frame: Frame, failure: Throwable?) {
        val item = if (frame.item < 0) "" else ", item ${frame.item}"
        LOG.error(
            "The body of task '{}'{} in {} has ended twice; only its first end counts.\n" +
                "  Its stage, or {}, has completed it a second time: use one that does so once.",
            frame.task.name(),
            item,
            graph.title(),
            dispatcher ?: "what has resumed it",
            failure,
        )
    }

    override fun endedWith(thrown: Throwable) =
        end?.let { it.kind == RunEnd.Kind.FAILURE && it.cause === thrown } ?: false

    override fun failed(node: EngineTask<*>, failure: Throwable) {
        val handled = node.failureIsHandled() && failure !is VirtualMachineError
        if (failures.add(node, failure, handled) && !handled && !continues) endBy(RunEnd.Kind.FAILURE, failure)
    }

    override fun endBefore(frame: Frame, failure: Throwable) {
        val node = frame.task
        val keepsOutcomes = node.mapping()?.keeps == Mapping.Keeps.OUTCOMES
        val handled = (node.failureIsHandled() || keepsOutcomes) && failure !is VirtualMachineError
        if (!handled && !continues) endBy(RunEnd.Kind.FAILURE, failure)
    }

    /** What becomes of the tasks that are ready now. */
    private enum class Successors {
        /** The first is returned, to run next on this thread, and the others are queued. */
        RUN_NEXT,

        /** All are queued. */
        QUEUE,

        /** As the first two: of those that belong on the pool, on which this is, the first is returned. */
        STAY_ON_POOL,
    }

    /**
     * Publishes how [node] ended; returns the task that became ready by it and is to run next on this thread, if any, or
     * [node] itself if it had ended before, which changes nothing.
     */
    private fun release(
        node: EngineTask<*>,
        state: Any?,
        successors: Successors = Successors.RUN_NEXT,
    ): EngineTask<*>? {
        if (state is Ending) {
            gaps = true
            (node.details?.feed as Feed?)?.dismiss()
        }
        teller?.taskEnded(node, state)
        var waiter = node.end(state)
        if (waiter === TaskNode.ENDED) {
            endedTwice(node, (state as? Ending)?.cause)
            return node
        }
        if (grows) hasEnded(node)
        while (waiter != null) {
            tell(waiter)
            waiter = waiter.next()
            if (waiter == null && bodyContext == null) carried.tidy()
        }
        var next: EngineTask<*>? = null
        for (i in 0 until node.dependentCount()) {
            val dependent = node.dependent(i) as EngineTask<*>
            if (node.details != null && closeFeed(node, dependent, state)) continue
            if (!dependent.inputEnded()) continue
            when {
                successors == Successors.STAY_ON_POOL && belongsOnPool(dependent) -> {
                    if (next == null) next = dependent else submit(dependent)
                }

                successors == Successors.RUN_NEXT && next == null && turn == null -> {
                    next = dependent
                }

                else -> {
                    queue.add(dependent)
                }
            }
        }
        return next
    }

    private fun submit(node: EngineTask<*>) {
        try {
            node.start()
        } catch (e: Throwable) {
            bodyEndedElsewhere(node, null, e)
        }
    }

    override fun inputStreams(dependent: EngineTask<*>) {
        if (dependent.inputEnded()) {
            queue.add(dependent)
            if (spreads) wakeAnother()
        }
    }

    private fun tell(waiter: TaskNode.Waiter) {
        try {
            waiter.ended()
        } catch (e: Throwable) {
            // Whoever waits must not keep the others from going on.
            SafeLog.warn(LOG, "A callback for a task of ${graph.title()} failed", e)
        }
    }

    /** Whether [dependent] takes the items of [node] one by one, and so was counted down when they began to flow. */
    private fun closeFeed(node: EngineTask<*>, dependent: EngineTask<*>, state: Any?): Boolean {
        val feed = dependent.details?.feed as Feed? ?: return false
        return feed.upstream === node && feed.close((state as? Ending)?.cause)
    }

    private fun reasonToSkip(node: EngineTask<*>): Throwable? {
        val end = end
        if (end != null) return end.cause
        return if (gaps) node.cancelledBy ?: unmet(node) else null
    }

    /** Why an input that [node] cannot do without has no value, or null if all have one. */
    private fun unmet(node: EngineTask<*>): Throwable? {
        val details = node.details
        return whyMissing(node.inputs())
            ?: details?.let { whyMissing(it.after) }
            ?: details?.mapping?.sourceTask()?.let { nodeOf(it) }?.ending()?.cause
    }

    private fun whyMissing(inputs: Array<TaskInput>): Throwable? = inputs.firstNotNullOfOrNull {
        if (it is TakenInput) null else nodeOfInput(it as Task<*>)?.ending()?.cause
    }

    override fun cancel(node: EngineTask<*>, cause: Throwable) {
        node.cancelledBy = cause
        gaps = true
        node.running?.stop()
    }

    // Lookups

    /** What [node] made, which can be read only once, for all the tasks that are mapped over it. */
    override fun shared(node: EngineTask<*>, make: () -> SharedItems): SharedItems = synchronized(failures) {
        val all = sharedSources ?: HashMap<EngineTask<*>, SharedItems>().also { sharedSources = it }
        all.getOrPut(node, make)
    }

    override fun nodeOf(handle: Task<*>): EngineTask<*>? =
        graph.resolve(handle)?.let { nodes[it.index] as EngineTask<*> }

    /** The task that an input stands for. */
    protected open fun nodeOfInput(input: Task<*>): EngineTask<*>? = nodeOf(input)

    /** The tasks that [node] waits for because it was declared so. */
    open fun inputsOf(node: EngineTask<*>): List<EngineTask<*>> =
        // Edges name the nodes as declared; in the run of a plan, copies of them carry the state.
        Edges.inputsOf(node).map { nodes[it.index] as EngineTask<*> }

    /** Stands for the block of a scope while that runs; null otherwise. */
    open val openBlock: EngineTask<*>? get() = null

    /** Whether it has nothing to do now, though it may run for long. */
    open val idles: Boolean get() = false

    /** One of the tasks that are mapped over [node] has done with it, or never will: whether it is the last of them. */
    override fun isLastReader(node: EngineTask<*>): Boolean = synchronized(failures) {
        val all = readersLeft ?: HashMap<EngineTask<*>, Int>().also { readersLeft = it }
        val left = (all[node] ?: readersOf(this, node)) - 1
        all[node] = left
        left == 0
    }

    /** The node of this run or of one around it that [handle] stands for. */
    fun nodeAround(handle: Task<*>): EngineTask<*>? = nodeOf(handle) ?: enclosing?.task?.weaveRun?.nodeAround(handle)

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")!!
        val UNENDED = AtomicIntegerFieldUpdater.newUpdater(WeaveRun::class.java, "unended")!!
        val LOOP_COMES = AtomicIntegerFieldUpdater.newUpdater(WeaveRun::class.java, "loopComes")!!
        const val LONGEST_LOOP_NANOS = 1_000_000L

        /** How many weaves may run inside one another on one stack. */
        const val MOST_NESTED = 16
    }
}

/** The run of a task, for who knows that there is more to it than to its body. */
internal val EngineTask<*>.weaveRun: WeaveRun get() = run as WeaveRun
