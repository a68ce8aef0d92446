package broken;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.List;

class WrongType extends Weave<String> {
    @Do
    List<String> names() {
        Ran.body();
        return List.of("a");
    }

    @Do
    String longest(
            @Input int limit,
            List<Integer> names) { // error: Parameter 'names' of task 'longest' in WrongType has the type List<Integer>, but task 'names' makes List<String>.
        //   Make the types agree, or name another task with @From.
        Ran.body();
        return "" + limit + names;
    }
}
