package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.function.Supplier;

class FunctionElsewhere extends Weave<Integer> {
    @Do
    Supplier<Integer> source() {
        Ran.body();
        return () -> 1;
    }

    @Do(environment = "there")
    Integer count(
            Supplier<Integer> source) { // error: broken.FunctionElsewhere.count cannot run elsewhere: it takes a java.util.function.Supplier<java.lang.Integer>, which cannot leave a process.
        //   Use data: lists, records, data classes.
        Ran.body();
        return source.get();
    }
}
