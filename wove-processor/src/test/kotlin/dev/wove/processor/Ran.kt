package dev.wove.processor

import java.util.concurrent.ConcurrentLinkedQueue

/** Hears of every body that runs. */
object Ran {
    private val walker = StackWalker.getInstance()

    /** The tasks that ran, and whether generated code called them: `post`, or `post directly`. */
    val bodies = ConcurrentLinkedQueue<String>()

    @JvmStatic
    fun body() {
        bodies +=
            walker.walk { frames ->
                // A bridge may be in between
                val near = frames.skip(1).limit(4).toList()
                val name = near.first().methodName.substringBefore('-').substringBefore('$')
                if (near.any { it.className.endsWith("_Weaving") }) "$name directly" else name
            }
    }
}
