package broken;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class DuplicateTask extends Weave<String> {
    @Do
    String page(@Input int id) {
        Ran.body();
        return "page " + id;
    }

    @Do
    String page(@Input String name, int id) { // error: Two tasks in DuplicateTask have the name 'page'.
        //   Give one of the methods another name.
        Ran.body();
        return name + id;
    }
}
