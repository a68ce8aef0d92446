package broken.workerswithouteach

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran

class WorkersWithoutEach : Weave<String>() {
    @Do(workers = 3)
    suspend fun page(@Input id: Int): String { // error: Task 'page' in WorkersWithoutEach has the option workers = 3, but is not mapped over items.
        //   Leave it out, or say with each what the task is mapped over.
        Ran.body()
        return "page $id"
    }
}
