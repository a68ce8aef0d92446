@file:JvmName("KotlinAssertions")

package dev.wove.test

import dev.wove.Plan
import dev.wove.Weave
import dev.wove.WeaveResult
import dev.wove.trace.Trace
import kotlin.reflect.KClass

/** Asserts that the body of [task] was started. The error shows the times of all tasks. */
public infix fun <R : WeaveResult<*>> R.shouldHaveStarted(task: String): R =
    apply { WeaveTests.assertWeave(this).started(task) }

/** Asserts that the body of [task] was not started. */
public infix fun <R : WeaveResult<*>> R.shouldNotHaveStarted(task: String): R =
    apply { WeaveTests.assertWeave(this).notStarted(task) }

/**
 * Asserts that each of [tasks] started when the one before it had ended. Where virtual time shows no difference, it
 * counts that the one declared the other as an input, if only through tasks between.
 */
public fun <R : WeaveResult<*>> R.shouldHaveRunInOrder(vararg tasks: String): R =
    apply { WeaveTests.assertWeave(this).order(*tasks) }

/** Asserts that the body of [task] was called [count] times: once, and once more for each retry. */
public fun <R : WeaveResult<*>> R.shouldHaveAttempts(task: String, count: Int): R =
    apply { WeaveTests.assertWeave(this).attempts(task, count) }

/** Asserts that there was a time when all of [tasks] ran; waits between attempts included. */
public fun <R : WeaveResult<*>> R.shouldHaveOverlapped(vararg tasks: String): R =
    apply { WeaveTests.assertWeave(this).overlapped(*tasks) }

/** Asserts that the body of [task] was started in this run. The error shows the times of all tasks. */
public infix fun Trace.shouldHaveStarted(task: String): Trace = apply { WeaveTests.assertWeave(this).started(task) }

/** Asserts that the body of [task] was not started in this run. */
public infix fun Trace.shouldNotHaveStarted(task: String): Trace =
    apply { WeaveTests.assertWeave(this).notStarted(task) }

/** Asserts that each of [tasks] started when the one before it had ended, as for results. */
public fun Trace.shouldHaveRunInOrder(vararg tasks: String): Trace =
    apply { WeaveTests.assertWeave(this).order(*tasks) }

/** Asserts that the body of [task] was called [count] times in this run: once, and once more for each retry. */
public fun Trace.shouldHaveAttempts(task: String, count: Int): Trace =
    apply { WeaveTests.assertWeave(this).attempts(task, count) }

/** Asserts that there was a time in this run when all of [tasks] ran; waits between attempts included. */
public fun Trace.shouldHaveOverlapped(vararg tasks: String): Trace =
    apply { WeaveTests.assertWeave(this).overlapped(*tasks) }

/** Asserts that the plan reads as [expected], see [text]. Indentation of the whole and blanks at line ends do not count. */
public infix fun <P : Plan<*>> P.shouldRead(expected: String): P = apply { WeaveTests.assertPlan(this).reads(expected) }

/** The plan as text: one line per task, in the order declared, with its kind, its inputs and its options. */
public fun Plan<*>.text(): String = WeaveTests.textOf(this)

/**
 * Checks how a weave class is wired, without running anything, as its first use would.
 *
 * @throws dev.wove.PlanException with what is wrong with it, all of it
 */
public fun verifyWeave(weave: KClass<out Weave<*>>) {
    WeaveTests.verifyWeave(weave.java)
}
