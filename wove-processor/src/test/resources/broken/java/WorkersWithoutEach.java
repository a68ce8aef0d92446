package broken;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class WorkersWithoutEach extends Weave<String> {
    @Do(retries = 2, workers = 4)
    String page(@Input int id) { // error: Task 'page' in WorkersWithoutEach has the option workers = 4, but is not mapped over items.
        //   Leave it out, or say with each what the task is mapped over.
        Ran.body();
        return "page " + id;
    }
}
