@file:JvmName("ReportProperties")

package dev.wove.dsl

import dev.wove.DrainReport
import dev.wove.Limiter
import dev.wove.NotAwaitedException
import dev.wove.StallReport
import dev.wove.trace.Wait
import java.time.Duration

/*
 * The data of reports as properties: `report.pending` is `report.pending()`. Java has only the methods.
 */

// StallReport

/** The name of the weave. */
public val StallReport.weave: String get() = weave()

/** How long ago it started; zero if it has not. */
public val StallReport.running: Duration get() = running()

/** How long nothing in it has started, ended or gone on, as far as somebody watched; else zero. */
public val StallReport.quiet: Duration get() = quiet()

/** Whether it has ended and waits for bodies to stop. */
public val StallReport.stopping: Boolean get() = stopping()

/** How many tasks it has. */
public val StallReport.tasks: Int get() = tasks()

/** How many of them have ended. */
public val StallReport.ended: Int get() = ended()

/** The others, in the order declared, items after their task; many of the same kind may be left out. */
public val StallReport.pending: List<StallReport.Pending> get() = pending()

/** The limits that its tasks are held to. */
public val StallReport.limits: List<StallReport.Limit> get() = limits()

// Pending

/** The name of the task. */
public val StallReport.Pending.task: String get() = task()

/** The position of the item, or -1. */
public val StallReport.Pending.item: Int get() = item()

/** The kind of thing that it waits for. */
public val StallReport.Pending.waitsFor: StallReport.Wait get() = waitsFor()

/** The names of what it waits for, as far as they are known. */
public val StallReport.Pending.on: List<String> get() = on()

/** Whether it was told to stop. */
public val StallReport.Pending.stopping: Boolean get() = stopping()

/** How long ago its body started, null if it has not. */
public val StallReport.Pending.running: Duration? get() = running()

/** The name of the thread that its body is on, null if it is on none. */
public val StallReport.Pending.thread: String? get() = thread()

/** Where its body is, innermost first; empty if it is on no thread. */
public val StallReport.Pending.stack: List<StackTraceElement> get() = stack()

/** The weaves inside its body. */
public val StallReport.Pending.nested: List<StallReport> get() = nested()

// Limit

/** `workers` or `maxBlocking` of the weave, or the text of a [Limiter]. */
public val StallReport.Limit.name: String get() = name()

/** How many slots are taken, whoever has them. */
public val StallReport.Limit.taken: Int get() = taken()

/** How many there are. */
public val StallReport.Limit.most: Int get() = most()

/** The tasks of this weave that have one. */
public val StallReport.Limit.heldBy: List<String> get() = heldBy()

/** The tasks of this weave that wait for one. */
public val StallReport.Limit.waitedForBy: List<String> get() = waitedForBy()

// DrainReport

/** The names of those that ended within the grace. */
public val DrainReport.ended: List<String> get() = ended()

/** Those that were cancelled. */
public val DrainReport.lost: List<DrainReport.LostWeave> get() = lost()

// LostWeave

/** Its name. */
public val DrainReport.LostWeave.weave: String get() = weave()

/** The names of the tasks that ran when it was cancelled; empty if only its `onDone` did. */
public val DrainReport.LostWeave.running: List<String> get() = running()

/** Whether it has stopped since. */
public val DrainReport.LostWeave.stopped: Boolean get() = stopped()

// Call

/** The name of the task. */
public val NotAwaitedException.Call.task: String get() = task()

/** The source file it was made in. */
public val NotAwaitedException.Call.file: String get() = file()

/** The line, or -1 if that is not known. */
public val NotAwaitedException.Call.line: Int get() = line()

/** The function that has made it, with its class. */
public val NotAwaitedException.Call.function: String get() = function()
