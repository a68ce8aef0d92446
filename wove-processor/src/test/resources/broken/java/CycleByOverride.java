package broken;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class Straight extends Weave<String> {
    @Do
    String first(@Input int id) {
        Ran.body();
        return "1";
    }

    @Do
    String second(String first) {
        Ran.body();
        return first;
    }
}

class CycleByOverride extends Straight {
    @Do(after = "second")
    @Override
    String first(@Input int id) { // error: CycleByOverride has a dependency cycle: first -> second -> first (each needs the next).
        //   Break it by removing one of these parameters, or compute the values in one task.
        Ran.body();
        return "again";
    }
}
