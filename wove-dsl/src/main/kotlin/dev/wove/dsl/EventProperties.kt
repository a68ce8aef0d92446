@file:JvmName("EventProperties")

package dev.wove.dsl

import dev.wove.TaskKind
import dev.wove.trace.Ended
import dev.wove.trace.FailureTrace
import dev.wove.trace.RunId
import dev.wove.trace.Trace
import dev.wove.trace.TraceEvent
import dev.wove.trace.Waiting
import java.time.Duration

/*
 * The data of events as properties: `event.run` is `event.run()`. Java has only the methods.
 */

// TraceEvent

/** The run it happened in. */
public val TraceEvent.run: RunId get() = run()

/** When, in nanoseconds from the start of that run. */
public val TraceEvent.atNanos: Long get() = atNanos()

/** When, from the start of that run. */
public val TraceEvent.at: Duration get() = at()

/** When, from the start of the outermost run. */
public val TraceEvent.sinceOutermost: Duration get() = sinceOutermost()

// WeaveStarted

/** How many tasks it has; more may be declared while it runs. */
public val TraceEvent.WeaveStarted.tasks: Int get() = tasks()

// TaskStarted

/** The name of the task. */
public val TraceEvent.TaskStarted.task: String get() = task()

/** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
public val TraceEvent.TaskStarted.index: Int get() = index()

/** The name without the number it may end in, as `order-*`: for metrics, which must not grow with names. */
public val TraceEvent.TaskStarted.family: String get() = family()

/** The kind of its body. */
public val TraceEvent.TaskStarted.kind: TaskKind get() = kind()

/** When its declared inputs had ended, in nanoseconds from the start of the run. */
public val TraceEvent.TaskStarted.readyNanos: Long get() = readyNanos()

/** When its declared inputs had ended, from the start of the run. */
public val TraceEvent.TaskStarted.ready: Duration get() = ready()

// TaskSent

/** The name of the task. */
public val TraceEvent.TaskSent.task: String get() = task()

/** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
public val TraceEvent.TaskSent.index: Int get() = index()

/** The name without the number it may end in, as `order-*`. */
public val TraceEvent.TaskSent.family: String get() = family()

/** The position of the item, or -1 if the task is not mapped. */
public val TraceEvent.TaskSent.item: Int get() = item()

/** Which, from 1. */
public val TraceEvent.TaskSent.attempt: Int get() = attempt()

/** The name of the environment that it goes to. */
public val TraceEvent.TaskSent.environment: String get() = environment()

/** How often the attempt was sent before. */
public val TraceEvent.TaskSent.resends: Int get() = resends()

// WorkerLog

/** The name of the task. */
public val TraceEvent.WorkerLog.task: String get() = task()

/** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
public val TraceEvent.WorkerLog.index: Int get() = index()

/** The position of the item, or -1 if the task is not mapped. */
public val TraceEvent.WorkerLog.item: Int get() = item()

/** Which attempt, from 1. */
public val TraceEvent.WorkerLog.attempt: Int get() = attempt()

/** The name of the environment. */
public val TraceEvent.WorkerLog.environment: String get() = environment()

/** The worker, or null if it has not said who it is. */
public val TraceEvent.WorkerLog.worker: String? get() = worker()

/** The level by its name, such as `INFO`. */
public val TraceEvent.WorkerLog.level: String get() = level()

/** The message that was logged. */
public val TraceEvent.WorkerLog.message: String get() = message()

// AttemptFailed

/** The name of the task. */
public val TraceEvent.AttemptFailed.task: String get() = task()

/** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
public val TraceEvent.AttemptFailed.index: Int get() = index()

/** The name without the number it may end in, as `order-*`: for metrics, which must not grow with names. */
public val TraceEvent.AttemptFailed.family: String get() = family()

/** The position of the item, or -1 if the task is not mapped. */
public val TraceEvent.AttemptFailed.item: Int get() = item()

/** Which, from 1. */
public val TraceEvent.AttemptFailed.attempt: Int get() = attempt()

/** Its failure. */
public val TraceEvent.AttemptFailed.failure: FailureTrace get() = failure()

/** The exception itself; null where the event was made of a trace, which keeps none. */
public val TraceEvent.AttemptFailed.thrown: Throwable? get() = thrown()

// ItemEnded

/** The name of the task. */
public val TraceEvent.ItemEnded.task: String get() = task()

/** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
public val TraceEvent.ItemEnded.index: Int get() = index()

/** The name without the number it may end in, as `order-*`: for metrics, which must not grow with names. */
public val TraceEvent.ItemEnded.family: String get() = family()

/** Its position. */
public val TraceEvent.ItemEnded.item: Int get() = item()

/** How long it ran, in nanoseconds. */
public val TraceEvent.ItemEnded.ranNanos: Long get() = ranNanos()

/** How it ended; never [Ended.SKIPPED]. */
public val TraceEvent.ItemEnded.how: Ended get() = how()

/** Its failure, or null. */
public val TraceEvent.ItemEnded.failure: FailureTrace? get() = failure()

/** The exception itself; null where the event was made of a trace, which keeps none. */
public val TraceEvent.ItemEnded.thrown: Throwable? get() = thrown()

/** How long it ran. */
public val TraceEvent.ItemEnded.ran: Duration get() = ran()

// TaskEnded

/** The name of the task. */
public val TraceEvent.TaskEnded.task: String get() = task()

/** Its position among the tasks of the run, which tells calls of the same name in a scope apart. */
public val TraceEvent.TaskEnded.index: Int get() = index()

/** The name without the number it may end in, as `order-*`: for metrics, which must not grow with names. */
public val TraceEvent.TaskEnded.family: String get() = family()

/** The kind of its body. */
public val TraceEvent.TaskEnded.kind: TaskKind get() = kind()

/** How it ended. */
public val TraceEvent.TaskEnded.how: Ended get() = how()

/** The reason that it has no value, or null if it succeeded. */
public val TraceEvent.TaskEnded.failure: FailureTrace? get() = failure()

/** The exception itself; null where the event was made of a trace, which keeps none. */
public val TraceEvent.TaskEnded.thrown: Throwable? get() = thrown()

/** How long it ran, in nanoseconds, from the start of its first attempt; zero if it never started. */
public val TraceEvent.TaskEnded.ranNanos: Long get() = ranNanos()

/** How long it ran, from the start of its first attempt. */
public val TraceEvent.TaskEnded.ran: Duration get() = ran()

/** The tasks that its body awaited without having declared them. */
public val TraceEvent.TaskEnded.discovered: List<String> get() = discovered()

/** Its waits after its inputs had ended, summed up by cause; made anew by each call. */
public val TraceEvent.TaskEnded.waiting: List<Waiting> get() = waiting()

// EventsLost

/** How many are gone. */
public val TraceEvent.EventsLost.count: Long get() = count()

// WeaveEnded

/** How the weave ended. */
public val TraceEvent.WeaveEnded.how: Ended get() = how()

/** The failure that the weave threw, or null if it succeeded. */
public val TraceEvent.WeaveEnded.failure: FailureTrace? get() = failure()

/** The exception itself; null where the event was made of a trace, which keeps none. */
public val TraceEvent.WeaveEnded.thrown: Throwable? get() = thrown()

/** The trace of the run; made anew by each call, which should not be on the thread that tells events. */
public val TraceEvent.WeaveEnded.trace: Trace get() = trace()

// RunId

/** Unique in this JVM. */
public val RunId.number: Long get() = number()

/** The name of the weave. */
public val RunId.weave: String get() = weave()

/** The run whose task it runs in, or null if it runs in none. */
public val RunId.around: RunId? get() = around()

/** The name of that task, or null. */
public val RunId.task: String? get() = task()

/** The position of the item whose body it runs in, or -1. */
public val RunId.item: Int get() = item()

/** When it started, from the start of the outermost run; zero for that one itself. */
public val RunId.began: Duration get() = began()

/** The run that this one is, however deep, inside of. */
public val RunId.outermost: RunId get() = outermost()
