@file:JvmName("ResultProperties")

package dev.wove.dsl

import dev.wove.FinishedItems
import dev.wove.ItemStatistics
import dev.wove.Plan
import dev.wove.PlannedTask
import dev.wove.Policy
import dev.wove.TaskFailure
import dev.wove.TaskKind
import dev.wove.TaskTiming
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.trace.Trace
import java.time.Duration

/*
 * The data of results, timings and plans as properties: `result.value` is `result.value()`. Java has only the methods.
 */

// WeaveResult

/** The name of the weave. */
public val WeaveResult<*>.weave: String get() = weave()

/**
 * Returns the value of the task that the block returned. If the weave failed, that failure is thrown, checked or not,
 * whatever the block returned.
 */
public val <R> WeaveResult<R>.value: R get() = value()

/** The names of all tasks, in the order declared. */
public val WeaveResult<*>.names: List<String> get() = names()

/** The failures, in the order they happened, handled failures included. */
public val WeaveResult<*>.failures: List<TaskFailure> get() = failures()

/** The failure that `value` throws, or null if the weave succeeded. */
public val WeaveResult<*>.failure: Throwable? get() = failure()

/** The names of the tasks that had started and were cancelled. */
public val WeaveResult<*>.cancelled: Set<String> get() = cancelled()

/** The names of the tasks that never started. */
public val WeaveResult<*>.skipped: Set<String> get() = skipped()

/** When each task was ready, started and ended, by name, in the order declared. */
public val WeaveResult<*>.timings: Map<String, TaskTiming> get() = timings()

/**
 * The trace of the run: who waited for what, every attempt, the critical path. Made when first asked for; without
 * values, so that it can be kept or sent away when the result is gone.
 */
public val WeaveResult<*>.trace: Trace get() = trace()

/** How many tasks succeeded. */
public val WeaveResult<*>.size: Int get() = size()

// FinishedItems

/** The name of the mapped task. */
public val FinishedItems<*>.task: String get() = task()

/** The values made, by the position of the item in the source, in that order. */
public val <T> FinishedItems<T>.values: Map<Int, T> get() = values()

/**
 * The positions of the items that have made nothing, ascending: those that failed, were cancelled, or never ran. Of a
 * source that does not know its size, such as a sequence or a flow, only what it had given when the task ended counts.
 */
public val FinishedItems<*>.missing: List<Int> get() = missing()

// TaskFailure

/** The name of the task that failed. */
public val TaskFailure.task: String get() = task()

/** The exception that its body threw, the same instance. */
public val TaskFailure.cause: Throwable get() = cause()

/** Which weave, task, item and attempt it was, with the names and types of the inputs. */
public val TaskFailure.note: String get() = note()

// TaskTiming

/** The task's name. */
public val TaskTiming.task: String get() = task()

/** When its inputs had ended. */
public val TaskTiming.ready: Duration get() = ready()

/** When its first attempt began; equal to `ended` for a task that never started. */
public val TaskTiming.started: Duration get() = started()

/** When its outcome was known. */
public val TaskTiming.ended: Duration get() = ended()

/** How long each attempt took; one for a task without retries, none if it never started. */
public val TaskTiming.attempts: List<Duration> get() = attempts()

/** Statistics of a mapped task's items, else null. */
public val TaskTiming.items: ItemStatistics? get() = items()

/** From ready to started. */
public val TaskTiming.waited: Duration get() = waited()

/** From started to ended, all attempts and the waits between them included. */
public val TaskTiming.ran: Duration get() = ran()

// ItemStatistics

/** How many items ran. */
public val ItemStatistics.count: Long get() = count()

/** The shortest. */
public val ItemStatistics.min: Duration get() = min()

/** The median. */
public val ItemStatistics.median: Duration get() = median()

/** The 95th percentile. */
public val ItemStatistics.p95: Duration get() = p95()

/** The longest. */
public val ItemStatistics.max: Duration get() = max()

// Plan

/** The name of the weave. */
public val Plan<*>.name: String get() = name()

/** The tasks in the order declared. */
public val Plan<*>.tasks: List<PlannedTask> get() = tasks()

/** The names in an order in which every task comes after its inputs; the order declared where that is free. */
public val Plan<*>.order: List<String> get() = order()

/** The names by depth: a task's level is one more than the highest level of its inputs. For reading only. */
public val Plan<*>.levels: List<List<String>> get() = levels()

/** The name of the task whose value a run returns. */
public val Plan<*>.returned: String get() = returned()

/** The options of the weave. */
public val Plan<*>.options: WeaveOptions get() = options()

// PlannedTask

/** The task's name. */
public val PlannedTask.name: String get() = name()

/** How its body runs. */
public val PlannedTask.kind: TaskKind get() = kind()

/** Whether it runs once per item of a source. */
public val PlannedTask.mapped: Boolean get() = mapped()

/** The task that its items come from, null if they are given or it is not mapped. */
public val PlannedTask.source: String? get() = source()

/** How many items it is mapped over, null if only running tells, or if it is not mapped. */
public val PlannedTask.items: Int? get() = items()

/** The names of the tasks it waits for, in the order declared. */
public val PlannedTask.inputs: List<String> get() = inputs()

/** The names of the tasks that wait for it, in the order declared. */
public val PlannedTask.dependents: List<String> get() = dependents()

/** Its options. */
public val PlannedTask.policy: Policy get() = policy()

/** Where its body runs, in words, such as the caller's context, the caller's thread, or its own thread. */
public val PlannedTask.runsOn: String get() = runsOn()
