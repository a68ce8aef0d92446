package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.Map;

interface Source<K, V extends Comparable<V>> {
    @Do
    default Map<K, ? extends V> values() {
        Ran.body();
        return Map.of();
    }
}

abstract class Sorted<T extends Comparable<T>> extends Weave<String> implements Source<String, T> {}

class WrongTypeOfVariable extends Sorted<Long> {
    @Do
    String text(Map<String, ? extends Integer> values) { // error: Parameter 'values' of task 'text' in WrongTypeOfVariable has the type Map<String, ? extends Integer>, but task 'values' makes Map<String, ? extends Long>.
        //   Make the types agree, or name another task with @From.
        Ran.body();
        return values.toString();
    }
}
