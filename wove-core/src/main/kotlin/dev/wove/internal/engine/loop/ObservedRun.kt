package dev.wove.internal.engine.loop

import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.body.clockOf
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.NodeList
import dev.wove.internal.observe.RealBodyId
import dev.wove.internal.observe.RealRunStart
import dev.wove.internal.observe.RunObservers
import dev.wove.internal.record.NestedRecord
import dev.wove.internal.run.CallerContext
import dev.wove.internal.run.LiveRuns
import dev.wove.internal.run.StallWatch
import dev.wove.internal.trace.ReadyTimes
import dev.wove.internal.trace.RealRunId
import dev.wove.internal.trace.RunFacts
import dev.wove.internal.trace.RunNumbers
import dev.wove.internal.trace.Teller
import dev.wove.observe.BodyId
import dev.wove.trace.Ended
import dev.wove.trace.RunId
import java.time.Duration
import kotlin.coroutines.CoroutineContext

/** What others may know of a run: its identity, what it tells listeners, what reports and the trace see of it. */
internal abstract class ObservedRun(
    val graph: Graph,
    val nodes: NodeList,
    parent: CoroutineContext,
    val enclosing: Frame?,
    live: Boolean,
    /** Whether tasks are added while the run runs; then [graph] and [nodes] are empty. */
    val grows: Boolean,
) : RunJob(parent, live),
    LiveRuns.LiveRun,
    StallWatch.Watched {
    protected val options = graph.options()
    val clock: RunClock = clockOf(parent)

    var startedAt = 0L
        protected set

    abstract val failures: RunFailures

    /** What the thread of the caller carried. */
    val carried: CallerContext = CallerContext.capture()

    val title: String get() = graph.title()

    override val heading: String get() = graph.heading()

    /** All tasks; of a run that grows, those that have not ended. */
    open fun tasks(): Sequence<EngineTask<*>> = nodes.asSequence().map { it as EngineTask<*> }

    /** How many tasks there are; of a run that grows, how many have been started. */
    open val size: Int get() = graph.size()

    // Identity

    @Volatile
    private var lazyId: RunId? = null

    /** Made when somebody is to be told of this run. */
    val id: RunId
        get() = lazyId ?: synchronized(failures) { lazyId ?: newId().also { lazyId = it } }

    private fun newId(): RunId {
        val number = RunNumbers.next()
        val frame = enclosing ?: return RealRunId(number, graph.name(), null, null, -1, Duration.ZERO)
        val around = frame.task.weaveRun
        val began = around.id.began().plusNanos(startedAtIn(around) - around.startedAt)
        return RealRunId(number, graph.name(), around.id, frame.task.name(), frame.item, began)
    }

    /** When this run started, by the clock of the one around it. */
    private fun startedAtIn(around: WeaveRun): Long {
        if (around.clock.timeline() === clock.timeline()) return startedAt
        return around.clock.nanoTime() - (clock.nanoTime() - startedAt)
    }

    // Listeners

    /** Tells listeners what happens; null if there are none. Set when the run starts. */
    var teller: Teller? = null
        private set

    /** Whether the traces of weaves inside are kept with that of this one. */
    private val traces: Boolean = options.traces() || (enclosing?.task?.run as ObservedRun?)?.traces == true

    /** Who observes this run and those inside it; null if nobody does. Set when the run starts. */
    private var observers: RunObservers? = null

    /** Who is around its bodies; null if nobody is. */
    val bodyObservers: RunObservers? get() = observers?.takeIf { it.seeBodies() }

    private val readyTimes get() = ReadyTimes(startedAt, nodes.takeIf { !grows })

    /** Tells listeners and observers that the run has started, if there are any. */
    protected fun tellStart() {
        observers = startObservers()
        val ofThisRun = observers?.listeners().orEmpty()
        val listeners = Teller.listeners(options.listeners(), enclosing?.task?.run?.teller)
        if (listeners.isEmpty() && ofThisRun.isEmpty()) return
        teller = Teller(listeners, ofThisRun, id, startedAt, readyTimes, carried)
        teller!!.weaveStarted(graph.size())
    }

    private fun startObservers(): RunObservers? {
        val all = RunObservers.observers(options.observers(), (enclosing?.task?.run as ObservedRun?)?.observers)
        if (all.isEmpty()) return null
        val around = enclosing?.takeIf { !it.task.isBlock }?.let { it.task.weaveRun.bodyId(it) }
        val start = RealRunStart(id, clock.onTheWall(startedAt), graph.weaveClass(), grows, graph.size(), around)
        return RunObservers.start(all, start, carried)
    }

    /** The body that [frame], one of this run, calls now, as observers know it. */
    fun bodyId(frame: Frame): BodyId {
        val ready = Duration.ofNanos(readyTimes.of(frame.task) - startedAt)
        return RealBodyId(id, frame.task, frame.item, frame.attempt, ready)
    }

    // The end

    override fun childFailed(failure: Throwable) = failures.addLoose(failure)

    /** Hands [failures] on to the run around, if that is being cancelled: what this one throws there is dropped. */
    fun passOn(failures: List<Throwable>) {
        val around = enclosing?.task?.weaveRun ?: return
        if (end?.kind == RunEnd.Kind.CANCELLED && around.end != null) failures.forEach(around.failures::addLoose)
    }

    /** What the completed run left behind; [thrown] is what it ended with. */
    fun facts(thrown: Throwable?) =
        RunFacts(graph, nodes, clock, startedAt, howEnded(thrown), thrown, failures.all(), ::id)

    private fun howEnded(thrown: Throwable?) = when {
        thrown == null -> Ended.SUCCEEDED
        end?.kind == RunEnd.Kind.CANCELLED -> Ended.CANCELLED
        else -> Ended.FAILED
    }

    override fun completes() {
        tellEnd()
        // Not later: who was told that it has completed is to find it in no report.
        hideFromReports()
    }

    private fun tellEnd() {
        if (teller == null && enclosing == null) return
        val thrown = thrown()
        enclosing?.let { noteIn(it, thrown) }
        teller?.weaveEnded(clock.nanoTime(), howEnded(thrown), thrown, facts(thrown)::trace)
    }

    /** What listeners and the run around are told that it ended with. */
    protected open fun thrown(): Throwable? = failures.settled()

    /** Takes note of this run where it ran. */
    private fun noteIn(frame: Frame, thrown: Throwable?) {
        val around = frame.task.weaveRun
        val trace = if (traces) facts(thrown).trace() else null
        val began = startedAtIn(around)
        val ended = around.clock.nanoTime()
        val how = howEnded(thrown)
        frame.task.record().nested(
            NestedRecord(graph.name(), frame.item, size, began, ended, how, trace),
        )
    }

    // Stall reports

    /** Whether reports find this run without a handle: only live, growing and watched ones, as it costs something. */
    @Volatile
    private var listed = false
    private var watch: StallWatch? = null

    /** Lets stall reports find this run, and has it watched if that is asked for. */
    protected fun showToReports() {
        val stallAfter = options.stallAfter() ?: StallWatch.forAll()
        if (!isLive && !grows && stallAfter == null) return
        listed = true
        LiveRuns.add(this)
        if (stallAfter == null || runsAround().any { it.watch != null }) return
        // Virtual time that does not see the threads of blocking bodies would pass while they run.
        watch = StallWatch(clock.forBlocking(), stallAfter, this).also { it.start() }
    }

    private fun runsAround(): Sequence<ObservedRun> =
        generateSequence(enclosing) { it.task.run.enclosing }.map { it.task.weaveRun }

    override fun isInAnother(): Boolean = runsAround().any { it.listed }

    override fun startedAt(): Long = startedAt

    private fun hideFromReports() {
        if (!listed) return
        watch?.close()
        LiveRuns.remove(this)
    }
}

/** The run of a task, for who knows that there is more to it than to its body. */
internal val EngineTask<*>.weaveRun: WeaveRun get() = run as WeaveRun
