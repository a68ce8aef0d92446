package dev.wove.internal.engine.body

import dev.wove.Policy

/** Has a value take the place of a failure that is not a stop. */
internal class WithFallback(
    private val runner: Runner,
    private val fallback: Policy.Fallback,
    private val inner: Layer,
) : Layer {
    override suspend fun call(): Any? {
        try {
            return inner.call()
        } catch (e: Throwable) {
            if (e is VirtualMachineError || runner.isStopped()) throw e
            try {
                return runner.besideBodies { fallback.valueFor(e) }.also { runner.task.checkFallback(it, e) }
            } catch (second: Throwable) {
                runner.run.failures.attachOthers(runner.frame, second, listOf(e))
                throw second
            }
        }
    }
}
