package dev.wove.internal.engine.body

import dev.wove.Task
import dev.wove.internal.clock.RunClock
import dev.wove.internal.environment.Environments
import dev.wove.internal.graph.NodeList
import dev.wove.internal.limit.Permits
import dev.wove.internal.observe.RunObservers
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.pool.BodyPool
import dev.wove.internal.run.CallerContext
import dev.wove.internal.trace.Teller
import dev.wove.observe.BodyId
import java.time.Duration
import kotlin.coroutines.CoroutineContext

/** What bodies and those who call them take from the run they belong to. */
internal interface BodyHost {
    val title: String

    /** The tasks as they run, each at its index; of a scope there are none. */
    val nodes: NodeList
    val context: CoroutineContext
    val clock: RunClock
    val teller: Teller?

    /** Who is around the bodies; null if nobody is. */
    val bodyObservers: RunObservers?

    /** The body that [frame] calls now, as observers know it. */
    fun bodyId(frame: Frame): BodyId

    val failures: BodyFailures
    val stragglers: BodyStragglers

    /** The body that this run is in; null if none. */
    val enclosing: Frame?

    // How bodies are called

    /** Whether every body, and not only those with a policy, is called by a runner. */
    val wrapsBodies: Boolean

    /** Whether every body has a Job of its own, so that it can be stopped alone. */
    val ownJobs: Boolean

    /** Whether the other tasks go on when one has failed. */
    val continues: Boolean

    /** What the thread of the caller carried. */
    val carried: CallerContext

    /** What is put on each thread that runs a body; null if those only have to be kept as bare as the caller's was. */
    val bodyContext: BodyContext?

    /** Where blocking bodies run. */
    val pool: BodyPool

    /** The cap on running bodies. */
    val slots: Permits?

    /** The cap on running blocking bodies. */
    val blockingSlots: Permits?

    /** Whether a body that waits for others lends its blocking slot, too. */
    val lendsBlockingSlots: Boolean

    /** What this thread starts has asked for its slot, or runs something of the user's before that. */
    fun passTurn()

    /** Calls [action] when [limit] nanoseconds have passed since [begin]. */
    fun schedule(clock: RunClock, begin: Long, limit: Long, action: Runnable): RunClock.Timer

    /** How long until its timeout; null if it has none. */
    fun timeLeft(): Duration?

    /** Where bodies can run elsewhere. */
    val environments: Environments

    // Where they go on

    /** Whether there are other threads to share work with. */
    val spreads: Boolean

    /** Whether this thread is not one that bodies run on. */
    fun needsDispatch(): Boolean

    /** Runs [loop] where bodies run. It may come twice where a dispatcher fails after all. */
    fun dispatch(loop: Runnable)

    /** The node of this run that [handle] stands for, or null if it is of another weave. */
    fun nodeOf(handle: Task<*>): EngineTask<*>?

    /** What several of its tasks are mapped over. */
    val sharedSources: SharedSources

    /** Tells a dependent that it need not wait for one of its inputs any more. */
    fun inputStreams(dependent: EngineTask<*>)

    // How they end

    /** What ended the run before all tasks had. */
    val end: RunEnd?
    val isCancelled: Boolean

    /** The body of [node] has ended after suspending, on a thread of the caller's dispatcher. */
    fun bodyEnded(node: EngineTask<*>, value: Any?, failure: Throwable?)

    /** The body of [node] has ended on a thread that is not for bodies of other tasks. */
    fun bodyEndedElsewhere(node: EngineTask<*>, value: Any?, failure: Throwable?)

    /**
     * The body of [node] has ended on a thread of the pool for blocking bodies; returns a call that this thread is to run
     * next, or null.
     */
    fun bodyEndedOnPool(node: EngineTask<*>, value: Any?, failure: Throwable?): BlockingCall?

    /** Says that a body has ended once more, perhaps with [failure], which changes nothing. */
    fun endedTwice(frame: Frame, failure: Throwable?)

    /** Takes note of a failure, and ends the run unless somebody handles it. */
    fun failed(node: EngineTask<*>, failure: Throwable)

    /** Ends the run because of a failure of [frame] that nobody handles, before the failure has gone its way. */
    fun endBefore(frame: Frame, failure: Throwable)

    /** Whether [thrown] is the failure that ended the run. */
    fun endedWith(thrown: Throwable): Boolean

    /** Cancels one task alone. */
    fun cancel(node: EngineTask<*>, cause: Throwable)

    /** A body on the caller's thread was interrupted, and so was the caller. */
    fun callerInterrupted()
}
