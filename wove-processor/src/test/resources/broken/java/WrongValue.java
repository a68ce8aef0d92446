package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class WrongValue extends Weave<Map<String, List<Integer>>> {
    @Do
    Integer post() {
        Ran.body();
        return 1;
    }

    @Do
    TreeMap<String, List<String>> page(int post) { // error: WrongValue is a Weave<Map<String, List<Integer>>>, but its last task 'page' makes TreeMap<String, List<String>>.
        //   The last declared task makes the value of the weave: declare that one last, or make the types agree.
        Ran.body();
        return new TreeMap<>();
    }
}
