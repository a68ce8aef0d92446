@file:OptIn(InternalCoroutinesApi::class)

package dev.wove.internal.engine.loop

import dev.wove.OnFailure
import dev.wove.StallReport
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.internal.clock.RunClock
import dev.wove.internal.clock.SystemClock
import dev.wove.internal.engine.body.BodyContext
import dev.wove.internal.engine.body.BodyHost
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.body.SharedSources
import dev.wove.internal.engine.body.startInPlace
import dev.wove.internal.engine.body.startRunner
import dev.wove.internal.engine.items.MapRun
import dev.wove.internal.environment.Environments
import dev.wove.internal.graph.Edges
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.NodeList
import dev.wove.internal.limit.Permits
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.pool.BodyPool
import dev.wove.internal.result.RealResult
import dev.wove.internal.run.LiveCounters
import dev.wove.internal.run.Policies
import dev.wove.internal.run.ReadyQueue
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.InternalCoroutinesApi
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
    private val slotsFrom: WeaveRun? = if (merged) enclosing!!.task.weaveRun else null

    override val slots: Permits? = options.workers()?.let { slotsFrom?.slots ?: Permits(it) }

    private val capOnBlocking =
        BlockingSlots(options.maxBlocking()?.let { slotsFrom?.blockingSlots ?: Permits(it) }, graph)
    override val blockingSlots: Permits? get() = capOnBlocking.get()

    /** The same, where somebody has asked for a slot. */
    val blockingSlotsInUse: Permits? get() = capOnBlocking.inUse

    override val pool: BodyPool get() = graph.pool()

    override val lendsBlockingSlots: Boolean get() = grows || options.maxBlocking() != null

    final override var wrapsBodies = ownJobs || slots != null || options.maxBlocking() != null
        private set

    val dispatcher: CoroutineDispatcher? = parent[ContinuationInterceptor] as? CoroutineDispatcher
    override val spreads = dispatcher != null && dispatcher.isDispatchNeeded(context)
    final override var bodyContext: BodyContext? = BodyContext.of(parent, carried)
        private set

    private var mayBePlain = !wrapsBodies && bodyContext == null

    val root: WeaveRun = enclosing?.task?.weaveRun?.root ?: this

    /** How many weaves are around this one. */
    val depth: Int = if (enclosing == null) 0 else enclosing.task.weaveRun.depth + 1

    /** Whether to begin and to end on a fresh stack: what goes on in place would pile up, level on level. */
    val needsNewStack: Boolean get() = depth % MOST_NESTED == MOST_NESTED - 1 && spreads

    @Volatile
    private var lazyWaits: WaitGraph? = null

    @Volatile
    private var lazySources: SharedSources? = null
    override val sharedSources: SharedSources
        get() = lazySources ?: synchronized(failures) { lazySources ?: SharedSources().also { lazySources = it } }

    // Made first: what is made beside it would share a cache line with its head, which every thread writes.
    private val queue = if (grows) ReadyQueue.unbounded() else ReadyQueue<EngineTask<*>>(graph.size())

    // A run that does not spread has only one loop, and that asks for slots in order.
    val ready = ReadyTasks(this, queue, spreads && (slots != null || options.maxBlocking() != null))

    /** The tasks that have not ended, and one for the block of a scope. */
    @Volatile
    @JvmField
    internal var unended = if (grows) 1 else graph.size()
    final override val failures: RunFailures = watch.failuresOf(this)
    final override val stragglers: Stragglers = watch.stragglersOf(this)
    private val ends = TaskEnds(this)
    private var timer: RunClock.Timer? = null

    private val timers = RunTimers()

    /** Of those of its bodies that may run elsewhere; null if there are none. */
    @Volatile
    private var places: ChosenPlaces? = null

    /** Set once a task has ended without a value though the run goes on. */
    @Volatile
    var gaps = false

    val waits: WaitGraph
        get() = lazyWaits ?: synchronized(failures) { lazyWaits ?: WaitGraph().also { lazyWaits = it } }

    // Start and end

    /** Runs until nothing is left to do on this thread: COROUTINE_SUSPENDED, or Unit if the run has completed. */
    fun start(continuation: Continuation<Unit>): Any {
        startedAt = clock.nanoTime()
        for (i in 0 until graph.size()) {
            val node = nodes[i] as EngineTask<*>
            node.run = this
            if (node.pending() == 0) ready.preload(node)
        }
        ready.preloaded()
        begin()
        if (!graph.choosesPlaces() || choosePlaces()) drive(null, 0, startedAt)
        return completedOr(continuation)
    }

    private fun choosePlaces() = ChosenPlaces(this).also { places = it }.mayStart()

    protected fun begin() {
        LiveCounters.runStarted()
        tellStart()
        if (bodyObservers != null) showBodies()
        attach()
        showToReports()
        options.timeout()?.let { limit -> timer = clock.schedule(limit) { timedOut(limit) } }
    }

    /** Has observers be around each body, which takes a runner. */
    private fun showBodies() {
        wrapsBodies = true
        bodyContext = bodyContext?.observed() ?: BodyContext.ofObserved(carried)
        mayBePlain = false
    }

    override fun progress(): Long = watch.progress(this)

    override fun report(): StallReport = report(Duration.ZERO)

    override fun report(quiet: Duration): StallReport = watch.report(this, quiet)

    /** The tasks that [reader] awaits without having declared them. */
    fun awaitedBy(reader: EngineTask<*>): List<EngineTask<*>> = lazyWaits?.of(reader).orEmpty()

    override fun passTurn() {
        ready.passTurn()
    }

    override fun callerInterrupted() {
        if (end == null) (dispatcher as? CallerLoop)?.interrupted()
    }

    private fun timedOut(limit: Duration): Unit =
        endBy(RunEnd.Kind.TIMEOUT, timeout(graph, limit, stragglers.running(), watch.waiting(this)))

    override fun timeLeft(): Duration? = options.timeout()?.let { it.minusNanos(clock.nanoTime() - startedAt) }

    override val environments: Environments get() = graph.environments()

    override fun schedule(clock: RunClock, begin: Long, limit: Long, action: Runnable): RunClock.Timer =
        timers.schedule(clock, begin, limit, action)

    override fun stopBodies() {
        // First, as the stage of a client may block whoever cancels it.
        stragglers.watchAll()
        places?.stop()
        for (node in tasks()) node.running?.stop()
    }

    /** When no task is left, the run waits for what the bodies have launched, and completes. */
    protected fun ended(count: Int) {
        // Only a live run fails its Job. Others complete it, and Execution throws what they failed with.
        if (count > 0 && UNENDED.addAndGet(this, -count) == 0) complete(if (isLive) failures.toldToScope() else null)
    }

    /** The value of the weave, which has completed and not failed. */
    fun value(): Any? = returned.valueOf(returned.state()!!)

    fun result(): RealResult<*> = RealResult<Any?>(facts(failures.settled()), returned)

    override fun hasCompleted() {
        LiveCounters.runCompleted()
        timer?.cancel()
        timers.close()
        stragglers.close()
    }

    // Growing

    /** Counts one more task that is added; false if [mayAdd] says no, or all have ended and so the run has. */
    protected fun count(mayAdd: () -> Boolean): Boolean {
        while (true) {
            val before = unended
            if (before == 0 || !mayAdd()) return false
            if (UNENDED.compareAndSet(this, before, before + 1)) return true
        }
    }

    /** A task of a run that grows has ended. */
    open fun taskEnded(node: EngineTask<*>) {}

    // The loop

    /** A loop that was dispatched. */
    override fun run() {
        ready.loopHasCome()
        drive(null, 0)
    }

    /** Has another thread take what waits, while this one is busy. */
    fun spread() {
        if (spreads) ready.handOn()
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
    fun dispatchFailed(loop: Runnable, thrown: Throwable) {
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
    protected fun drive(first: EngineTask<*>?, alreadyEnded: Int, time: Long = 0) {
        val holder = CurrentFrame.holder()
        val outer = holder[0]
        val staysBare = bodyContext == null
        val replaced = if (staysBare) carried.enter() else null
        var ended = alreadyEnded
        var now = time
        var since = 0L
        var node = first ?: ready.poll()
        while (node != null) {
            spread()
            val because = ends.reasonToSkip(node)
            if (because != null) {
                ready.passTurn()
                now = clock.nanoTime()
                node.endedAt = now
                if (node.mapping() != null) ends.sourceNotRead(node)
                val next = ends.release(node, Ending(Ending.Kind.SKIPPED, because))
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
                ready.passTurn()
                if (value === COROUTINE_SUSPENDED) {
                    now = 0
                    node = null
                } else {
                    now = clock.nanoTime()
                    val next = ends.conclude(node, value, failure, now)
                    if (next !== node) ended++
                    node = if (next === node) null else next
                    if (spreads && now - since > LONGEST_LOOP_NANOS) break
                }
            }
            node = node ?: ready.poll()
        }
        holder[0] = outer
        if (staysBare) carried.leave(replaced)
        if (spreads) giveBack(node)
        ended(ended)
        if (unended == 0) ready.leave()
    }

    /** Runs what is ready on this thread. */
    fun driveHere(): Unit = drive(null, 0)

    /** Goes on elsewhere with what a loop that has run for long has left, so that others get the thread. */
    private fun giveBack(next: EngineTask<*>?) {
        if (next != null) {
            dispatchOnce { drive(next, 0) }
        } else {
            spread()
        }
    }

    private fun isPlain(node: EngineTask<*>) =
        mayBePlain && node.declaration == null && node.kind == TaskKind.SUSPENDING

    /** Starts anything but a plain suspending body. */
    private fun startOther(node: EngineTask<*>, now: Long): Any? {
        if (node.mapping() != null) return MapRun(node).start()
        if (hasRunner(node)) return startRunner(node)
        if (node.place.beginsAtOnce) node.began(now)
        return node.startInPlace()
    }

    fun hasRunner(node: EngineTask<*>) = wrapsBodies || Policies.wrapsBody(node.policy())

    // The end of a task

    /** The body of [node] has ended after suspending, on a thread of the caller's dispatcher. */
    override fun bodyEnded(node: EngineTask<*>, value: Any?, failure: Throwable?) {
        val next = ends.conclude(node, value, failure, clock.nanoTime())
        if (next !== node) drive(next, 1, node.endedAt)
    }

    override fun bodyEndedElsewhere(node: EngineTask<*>, value: Any?, failure: Throwable?) {
        if (!needsDispatch()) return bodyEnded(node, value, failure)
        if (ends.conclude(node, value, failure, clock.nanoTime(), TaskEnds.Successors.QUEUE) === node) return
        ready.handOn()
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
        val next = ends.conclude(node, value, failure, clock.nanoTime(), TaskEnds.Successors.STAY_ON_POOL)
        if (next === node) return null
        ready.handOn()
        val call = next?.let { ends.startOnPool(it) }
        ended(1)
        return call
    }

    override fun needsDispatch() = dispatcher != null && dispatcher.isDispatchNeeded(context)

    override fun endedTwice(frame: Frame, failure: Throwable?): Unit = ends.twice(frame, failure)

    override fun endedWith(thrown: Throwable) =
        end?.let { it.kind == RunEnd.Kind.FAILURE && it.cause === thrown } ?: false

    override fun failed(node: EngineTask<*>, failure: Throwable): Unit = ends.failed(node, failure)

    override fun endBefore(frame: Frame, failure: Throwable): Unit = ends.failsBefore(frame, failure)

    override fun inputStreams(dependent: EngineTask<*>) {
        if (dependent.inputEnded()) {
            ready.add(dependent)
            if (spreads) ready.wakeAnother()
        }
    }

    override fun cancel(node: EngineTask<*>, cause: Throwable) {
        node.cancelledBy = cause
        gaps = true
        node.running?.stop()
    }

    // Lookups

    override fun nodeOf(handle: Task<*>): EngineTask<*>? =
        graph.resolve(handle)?.let { nodes[it.index] as EngineTask<*> }

    /** The task that an input stands for. */
    open fun nodeOfInput(input: Task<*>): EngineTask<*>? = nodeOf(input)

    /** The tasks that [node] waits for because it was declared so. */
    open fun inputsOf(node: EngineTask<*>): List<EngineTask<*>> =
        // Edges name the nodes as declared; in the run of a plan, copies of them carry the state.
        Edges.inputsOf(node).map { nodes[it.index] as EngineTask<*> }

    /** Stands for the block of a scope while that runs; null otherwise. */
    open val openBlock: EngineTask<*>? get() = null

    /** Whether it has nothing to do now, though it may run for long. */
    open val idles: Boolean get() = false

    /** The node of this run or of one around it that [handle] stands for. */
    fun nodeAround(handle: Task<*>): EngineTask<*>? = nodeOf(handle) ?: enclosing?.task?.weaveRun?.nodeAround(handle)

    private companion object {
        val UNENDED = AtomicIntegerFieldUpdater.newUpdater(WeaveRun::class.java, "unended")!!
        const val LONGEST_LOOP_NANOS = 1_000_000L

        /** How many weaves may run inside one another on one stack. */
        const val MOST_NESTED = 16
    }
}
