package dev.wove.internal.engine.body

import dev.wove.internal.config.Active
import dev.wove.internal.observe.Observation
import dev.wove.internal.record.RemoteRecord
import dev.wove.internal.run.CallerContext
import dev.wove.trace.WaitCause
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import java.lang.ref.WeakReference
import java.util.IdentityHashMap
import java.util.WeakHashMap
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * Where a body runs: its task, and its item if the task is mapped. A frame is itself the body's coroutine context, a view
 * of the run's context that adds the frame's own elements, so that no context is built for a body that never asks.
 */
public interface Frame :
    CoroutineContext,
    Continuation<Any?>,
    BodyCall {
    override val frame: Frame get() = this
    public val task: EngineTask<*>

    /** The position of the item, or -1 if the task is not mapped. */
    public val item: Int

    /** The run's context, with the Job that this body's children belong to. */
    public val base: CoroutineContext

    /** What the body holds while it runs and lends while it waits; null if nothing limits it. */
    public var lease: Lease?

    /** What runs for this frame now: its body, the runner that calls it, the items. */
    override var running: Stoppable?

    /** What the threads of the body are to carry; null if that is none of our business. */
    public val carried: CallerContext? get() = task.run.carried

    /** This frame as an element of coroutine contexts, always the same: each dispatch of a body asks for it. */
    public val element: FrameElement

    /** Has the body go on with a context of its [own] in the place of the run's. */
    public fun takes(own: CoroutineContext)

    /** The number of the attempt under way, from 1. */
    public var attempt: Int

    /** Takes note of an attempt: when it started by the clock of the run, or 0 if it never did, and how long it took. */
    public fun attempted(startedAt: Long, nanos: Long)

    /** Takes note of an attempt that has ended elsewhere. */
    public fun ranElsewhere(attempt: RemoteRecord)

    /** Takes note of a wait that has just ended. */
    public fun waited(cause: WaitCause, on: String?, since: Long) {
        task.record().waited(cause, on, item, since, task.run.clock.nanoTime())
    }

    @Suppress("UNCHECKED_CAST")
    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? = when (key) {
        FrameElement -> element as E
        CoroutineName -> element.name as E
        else -> base[key]
    }

    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R =
        operation(operation(base.fold(initial, operation), element), element.name)

    override val context: CoroutineContext get() = this

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext = materialized().minusKey(key)

    override fun plus(context: CoroutineContext): CoroutineContext = when (context) {
        EmptyCoroutineContext -> this
        is BodyJob -> FrameWithJob(this, context)
        else -> materialized() + context
    }

    /** The same elements as an ordinary context. */
    public fun materialized(): CoroutineContext = base + element + element.name

    public fun label(): String = task.graph.name() + "/" + task.name()
}

/** The context of a body with a Job of its own; like that of a frame, built only for a body that asks for more. */
private class FrameWithJob(
    private val frame: Frame,
    private val job: Job,
) : CoroutineContext {
    private val elements by lazy(LazyThreadSafetyMode.PUBLICATION) { frame.materialized() + job }

    @Suppress("UNCHECKED_CAST")
    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? =
        if (key === Job) job as E else frame[key]

    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R =
        elements.fold(initial, operation)

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext = elements.minusKey(key)

    override fun plus(context: CoroutineContext): CoroutineContext =
        if (context === EmptyCoroutineContext) this else elements + context
}

/** Tells coroutines and threads which body they work for, and has its threads carry what the caller's did. */
public open class FrameElement internal constructor(
    internal val frame: Frame,
    internal val name: CoroutineName = CoroutineName(frame.label()),
) : AbstractCoroutineContextElement(FrameElement),
    ThreadContextElement<Any?> {
    /** What the body has in the place of the run's context, if that is not the same. */
    internal open val own: CoroutineContext? get() = null

    private val carried = frame.carried

    /** Who is around the attempt under way; null if nobody is. */
    @Volatile
    internal var observation: Observation? = null

    /** The body has ended: this thread leaves it, and none enters it any more. */
    internal fun endObservation() {
        val observation = observation ?: return
        this.observation = null
        observation.leaveHere()
    }

    private class Before(
        val frame: Frame?,
        val replaced: CallerContext.Replaced?,
        val entered: Observation.Entered?,
    )

    override fun updateThreadContext(context: CoroutineContext): Any? {
        val replaced = carried?.enter()
        val before = CurrentFrame.replace(frame)
        val entered = observation?.enter()
        return if (replaced == null && entered == null) before else Before(before, replaced, entered)
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        val before = oldState as? Before
        before?.entered?.leave()
        CurrentFrame.replace(if (before != null) before.frame else oldState as Frame?)
        carried?.leave(before?.replaced)
    }

    internal companion object Key : CoroutineContext.Key<FrameElement>
}

/** The same of a body with a context of its own, with which that is gone when its task is. */
internal class OwningElement(
    before: FrameElement,
    override val own: CoroutineContext,
) : FrameElement(before.frame, before.name) {
    init {
        observation = before.observation
    }
}

/** The frame whose body the current thread runs. */
internal object CurrentFrame {
    // An array and not a class of ours: it may stay on a pool's thread for good, and must not keep our class loader.
    // The second element is for `WakeUp`.
    private val holders = ThreadLocal.withInitial { arrayOfNulls<Any?>(2).also { listed(it) } }

    /** What platform threads have there, for reports; all of it is gone with the thread. */
    private val all = WeakHashMap<Thread, WeakReference<Array<Any?>>>()

    private val virtual: Class<*>? =
        try {
            Class.forName("java.lang.BaseVirtualThread")
        } catch (_: ClassNotFoundException) {
            null
        }

    // Bodies on virtual threads are blocking, and known by their calls: listing them here would cost each of them.
    private fun listed(holder: Array<Any?>) {
        val thread = Thread.currentThread()
        if (virtual?.isInstance(thread) != true) synchronized(all) { all[thread] = WeakReference(holder) }
    }

    /** The threads that run a body now, by its frame. */
    fun threads(): Map<Frame, Thread> = synchronized(all) {
        all.entries
            .mapNotNull { (thread, holder) -> (holder.get()?.get(0) as Frame?)?.let { it to thread } }
            .toMap(IdentityHashMap())
    }

    init {
        Active.aroundIs { get()?.task?.graph }
    }

    fun holder(): Array<Any?> = holders.get()

    fun get(): Frame? = holder()[0] as Frame?

    fun replace(frame: Frame?): Frame? {
        val holder = holder()
        val before = holder[0] as Frame?
        holder[0] = frame
        return before
    }
}

internal val CoroutineContext.frame: Frame?
    get() = this[FrameElement]?.frame
