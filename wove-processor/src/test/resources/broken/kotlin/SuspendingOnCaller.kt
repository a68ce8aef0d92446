package broken.suspendingoncaller

import dev.wove.Do
import dev.wove.Weave
import dev.wove.processor.Ran

class SuspendingOnCaller : Weave<String>() {
    @Do(onCaller = true)
    suspend fun fetched(): String { // error: Task 'fetched' in SuspendingOnCaller has the option onCaller, but its body does not block.
        //   Leave it out: such a body runs in the caller's context anyway.
        Ran.body()
        return "page"
    }
}
