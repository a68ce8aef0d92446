package dev.wove.benchmarks.side

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest

/** How a thread enters coroutines, and the dispatcher they run on. Ours and the peers enter the same way. */
enum class Entry {
    DEFAULT {
        override fun <T> enter(block: suspend CoroutineScope.() -> T): T = runBlocking(Dispatchers.Default, block)
    },
    EVENT_LOOP {
        override fun <T> enter(block: suspend CoroutineScope.() -> T): T = runBlocking(block = block)
    },
    TEST {
        @Suppress("UNCHECKED_CAST")
        override fun <T> enter(block: suspend CoroutineScope.() -> T): T {
            var result: Any? = null
            runTest { result = block() }
            return result as T
        }
    }, ;

    abstract fun <T> enter(block: suspend CoroutineScope.() -> T): T
}
