package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class NotIterable extends Weave<Long> {
    @Do
    Integer count() {
        Ran.body();
        return 3;
    }

    @Do(each = "count", workers = 2)
    void audit(Integer item) { // error: Task 'audit' in NotIterable is mapped over 'count', which makes Integer and has no items.
        //   Map over an Iterable, an array, a Map, a Sequence, a Stream or a Flow.
        Ran.body();
    }
}
