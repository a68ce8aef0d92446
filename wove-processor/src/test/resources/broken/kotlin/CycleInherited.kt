package broken.cycleinherited

import dev.wove.Do
import dev.wove.Weave
import dev.wove.processor.Ran

open class Straight<T : Any>(
    private val start: T,
) : Weave<T>() {
    @Do
    open fun shown(value: T): T {
        Ran.body()
        return value
    }

    @Do
    open fun value(): T {
        Ran.body()
        return start
    }
}

class CycleInherited : Straight<String>("a") { // error: CycleInherited has a dependency cycle: shown -> value -> shown (each needs the next).
    //   Break it by removing one of these parameters, or compute the values in one task.
    @Do(after = ["shown"])
    override fun value(): String {
        Ran.body()
        return "z"
    }
}
