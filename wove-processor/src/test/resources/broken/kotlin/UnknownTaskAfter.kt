package broken.unknowntaskafter

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran

class UnknownTaskAfter : Weave<Unit>() {
    @Do
    internal fun saved(@Input id: Int) {
        Ran.body()
    }

    @Do(after = ["save"])
    internal fun told(id: Int) { // error: Task 'told' in UnknownTaskAfter comes after 'save', which is not a task.
        //   Tasks: saved, told.
        //   Did you mean 'saved'?
        Ran.body()
    }
}
