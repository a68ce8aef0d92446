@file:JvmName("TraceProperties")

package dev.wove.dsl

import dev.wove.ItemStatistics
import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.trace.AttemptTrace
import dev.wove.trace.CriticalPath
import dev.wove.trace.Ended
import dev.wove.trace.FailureTrace
import dev.wove.trace.InputTrace
import dev.wove.trace.ItemTrace
import dev.wove.trace.ItemsTrace
import dev.wove.trace.NestedTrace
import dev.wove.trace.RemoteTrace
import dev.wove.trace.TaskTrace
import dev.wove.trace.Trace
import dev.wove.trace.TraceEvent
import dev.wove.trace.Wait
import dev.wove.trace.WaitCause
import dev.wove.trace.Waiting
import java.time.Duration
import java.time.Instant

/*
 * The data of a trace as properties: `trace.tasks` is `trace.tasks()`. Java has only the methods.
 */

// Trace

/** The name of the weave. */
public val Trace.weave: String get() = weave()

/** When the run started, by the clock on the wall. In virtual time, as if that had begun with 1970. */
public val Trace.startedAt: Instant get() = startedAt()

/** From the start to the end of the last task. */
public val Trace.duration: Duration get() = duration()

/** How long the bodies of all tasks worked, added up, without waits. */
public val Trace.worked: Duration get() = worked()

/** How the weave ended: [Ended.SUCCEEDED], [Ended.FAILED] or [Ended.CANCELLED]. */
public val Trace.ended: Ended get() = ended()

/** The failure that the weave threw, or null if it succeeded. */
public val Trace.failure: FailureTrace? get() = failure()

/** All tasks, in the order declared. */
public val Trace.tasks: List<TaskTrace> get() = tasks()

/**
 * The events, in causal order: a task starts after the ends of its inputs. These are the events a listener was
 * told, except those of single items, which are counted in [TaskTrace.items], and those of weaves inside.
 */
public val Trace.events: List<TraceEvent> get() = events()

/** The tasks that failed, in the order declared. */
public val Trace.failed: List<TaskTrace> get() = failed()

/**
 * The chain of tasks that decided how long the run took, from its start to the end of the last task, waits included.
 */
public val Trace.criticalPath: CriticalPath get() = criticalPath()

/**
 * The chain of tasks that would have decided it, had no task waited for anything but its inputs: no schedule is
 * shorter, however many slots, threads or starts a minute there are.
 */
public val Trace.criticalPathWithoutWaits: CriticalPath get() = criticalPathWithoutWaits()

/** How long all tasks together waited, by cause, the longest first; causes that did not occur are left out. */
public val Trace.waiting: List<Waiting> get() = waiting()

// TaskTrace

/** The task's name. */
public val TaskTrace.name: String get() = name()

/** Its position in the order declared. */
public val TaskTrace.index: Int get() = index()

/** How its body ran. */
public val TaskTrace.kind: TaskKind get() = kind()

/** Whether it ran once per item of a source. */
public val TaskTrace.mapped: Boolean get() = mapped()

/** The tasks it waited for: declared inputs in the order declared, then discovered ones in the order it happened. */
public val TaskTrace.inputs: List<InputTrace> get() = inputs()

/** The names of the tasks that declared it as an input, in the order declared. */
public val TaskTrace.dependents: List<String> get() = dependents()

/** Its options. */
public val TaskTrace.policy: Policy get() = policy()

/** When it was declared: zero, unless it was declared while the weave ran. */
public val TaskTrace.declared: Duration get() = declared()

/** When its declared inputs had ended. */
public val TaskTrace.ready: Duration get() = ready()

/** When its first attempt began; equal to `ended` for a task that never started. */
public val TaskTrace.started: Duration get() = started()

/** When its outcome was known. */
public val TaskTrace.ended: Duration get() = ended()

/** How it ended. */
public val TaskTrace.how: Ended get() = how()

/** The reason that it has no value, or null if it succeeded. */
public val TaskTrace.failure: FailureTrace? get() = failure()

/** Its waits, in the order they began; at most `MOST_WAITS` of those that were longest. */
public val TaskTrace.waits: List<Wait> get() = waits()

/** All its waits together, by cause, the longest first; those of items are added up. */
public val TaskTrace.waiting: List<Waiting> get() = waiting()

/** Each call of its body, the first `MOST_ATTEMPTS`; none if it never started or is mapped. */
public val TaskTrace.attempts: List<AttemptTrace> get() = attempts()

/** How many attempts there were. */
public val TaskTrace.attemptCount: Int get() = attemptCount()

/** How its items ended, if it is mapped and has started; else null. */
public val TaskTrace.items: ItemsTrace? get() = items()

/** The weaves that ran in its body, in the order they started, the first `MOST_NESTED`. */
public val TaskTrace.nested: List<NestedTrace> get() = nested()

/** How many weaves ran in its body. */
public val TaskTrace.nestedCount: Int get() = nestedCount()

/** How long its bodies worked: attempts or items, added up, without waits. */
public val TaskTrace.worked: Duration get() = worked()

/** From ready to started. */
public val TaskTrace.waited: Duration get() = waited()

/** From started to ended, all attempts and the waits between them included. */
public val TaskTrace.ran: Duration get() = ran()

/** The names of the inputs that its body awaited without declaring them. */
public val TaskTrace.discovered: List<String> get() = discovered()

// InputTrace

/** The name of the input. */
public val InputTrace.task: String get() = task()

/** How it was taken. */
public val InputTrace.`as`: InputTrace.As get() = `as`()

/** Of a discovered one, when the body first awaited it, from the start of the run; else null. */
public val InputTrace.awaited: Duration? get() = awaited()

// Wait

/** The kind of thing that it waited for. */
public val Wait.cause: WaitCause get() = cause()

/** Which: the name of the task, the text of the limiter; null where the cause says it all. */
public val Wait.on: String? get() = on()

/** The position of the item that waited, or -1 if it was the task. */
public val Wait.item: Int get() = item()

/** When it began to wait, from the start of the run. */
public val Wait.from: Duration get() = from()

/** When it went on, from the start of the run. */
public val Wait.to: Duration get() = to()

/** From its beginning to its end. */
public val Wait.duration: Duration get() = duration()

// Waiting

/** The kind of thing that was waited for. */
public val Waiting.cause: WaitCause get() = cause()

/** How many waits there were. */
public val Waiting.count: Long get() = count()

/** How long they took together. */
public val Waiting.total: Duration get() = total()

/** Which part that is of all waits, from 0 to 1. */
public val Waiting.share: Double get() = share()

// AttemptTrace

/** Which, from 1. */
public val AttemptTrace.number: Int get() = number()

/** When its body started, from the start of the run. */
public val AttemptTrace.started: Duration get() = started()

/** When its body had really stopped, from the start of the run. */
public val AttemptTrace.ended: Duration get() = ended()

/** How it ended; never [Ended.SKIPPED]. */
public val AttemptTrace.how: Ended get() = how()

/** Its failure, or null. */
public val AttemptTrace.failure: FailureTrace? get() = failure()

/** How it went elsewhere; null if its body ran in this process. */
public val AttemptTrace.remote: RemoteTrace? get() = remote()

/** From started to ended. */
public val AttemptTrace.ran: Duration get() = ran()

// RemoteTrace

/** The name of the environment. */
public val RemoteTrace.environment: String get() = environment()

/** The worker that began it, or null if none did. */
public val RemoteTrace.worker: String? get() = worker()

/** The name of the run on the wire. */
public val RemoteTrace.runId: String get() = runId()

/** When it was sent first, or null if it never was. */
public val RemoteTrace.sent: Duration? get() = sent()

/** When the worker said that it began; null if it never did. */
public val RemoteTrace.started: Duration? get() = started()

/** When its end was heard of. */
public val RemoteTrace.ended: Duration get() = ended()

/** From its start to its end as the worker measured it, or null if that was not told. */
public val RemoteTrace.workerRan: Duration? get() = workerRan()

/** The size of what was sent, in bytes. */
public val RemoteTrace.bytesOut: Long get() = bytesOut()

/** The size of the answer, in bytes. */
public val RemoteTrace.bytesIn: Long get() = bytesIn()

/** How often it was sent again. */
public val RemoteTrace.resends: Int get() = resends()

/** The time from the send to the end that the worker did not work on it. */
public val RemoteTrace.network: Duration? get() = network()

// ItemsTrace

/** How many ran and for how long. */
public val ItemsTrace.statistics: ItemStatistics get() = statistics()

/** Those that ran longest, the longest first; at most `MOST_SLOWEST`. */
public val ItemsTrace.slowest: List<ItemTrace> get() = slowest()

/** The first that failed, in the order it happened; at most `MOST_FAILED`. */
public val ItemsTrace.failed: List<ItemTrace> get() = failed()

/** How many failed in all. */
public val ItemsTrace.failedCount: Long get() = failedCount()

/** How long their bodies worked, added up, without waits. */
public val ItemsTrace.worked: Duration get() = worked()

// ItemTrace

/** Its position. */
public val ItemTrace.item: Int get() = item()

/** When its first attempt began, from the start of the run. */
public val ItemTrace.started: Duration get() = started()

/** When its last attempt had ended, from the start of the run. */
public val ItemTrace.ended: Duration get() = ended()

/** How many attempts there were. */
public val ItemTrace.attempts: Int get() = attempts()

/** How it ended; never [Ended.SKIPPED]. */
public val ItemTrace.how: Ended get() = how()

/** Its failure, or null. */
public val ItemTrace.failure: FailureTrace? get() = failure()

/** Where its last attempt ran, if that was elsewhere; else null. */
public val ItemTrace.remote: RemoteTrace? get() = remote()

/** All attempts and the waits between them included. */
public val ItemTrace.ran: Duration get() = ran()

// NestedTrace

/** Its name. */
public val NestedTrace.weave: String get() = weave()

/** The position of the item whose body it ran in, or -1 if the task is not mapped. */
public val NestedTrace.item: Int get() = item()

/** How many tasks it had. */
public val NestedTrace.tasks: Int get() = tasks()

/** When it started, from the start of the run around it. */
public val NestedTrace.started: Duration get() = started()

/** When it had completed, from the start of the run around it. */
public val NestedTrace.ended: Duration get() = ended()

/** How it ended. */
public val NestedTrace.how: Ended get() = how()

/**
 * The trace of it, with times from its own start; null where tracing was not switched on, as it would have to be
 * kept for each.
 */
public val NestedTrace.trace: Trace? get() = trace()

/** From started to ended. */
public val NestedTrace.ran: Duration get() = ran()

// CriticalPath

/** The tasks in the order they ran. */
public val CriticalPath.steps: List<CriticalPath.Step> get() = steps()

/** From the start of the run to the end of the last step. */
public val CriticalPath.duration: Duration get() = duration()

/** The names of the tasks in the order they ran. */
public val CriticalPath.tasks: List<String> get() = tasks()

// Step

/** Its name. */
public val CriticalPath.Step.task: String get() = task()

/** When it did not wait for the step before any more, from the start of the run. */
public val CriticalPath.Step.from: Duration get() = from()

/** When it ended, from the start of the run. */
public val CriticalPath.Step.to: Duration get() = to()

/** How much of that it waited, by cause; nothing of it for tasks. */
public val CriticalPath.Step.waited: Map<WaitCause, Duration> get() = waited()

/** All of it, waits included. */
public val CriticalPath.Step.duration: Duration get() = duration()

/** How much of it bodies ran. */
public val CriticalPath.Step.ran: Duration get() = ran()

// FailureTrace

/** The name of its class. */
public val FailureTrace.type: String get() = type()

/** Its message, cut to `LONGEST_MESSAGE` characters; null if it has none. */
public val FailureTrace.message: String? get() = message()

/** The facts that Wove knows about it: task, item, attempt, names and types of the inputs; null if nothing. */
public val FailureTrace.note: String? get() = note()

/** The name of its class without the package. */
public val FailureTrace.simpleType: String get() = simpleType()
