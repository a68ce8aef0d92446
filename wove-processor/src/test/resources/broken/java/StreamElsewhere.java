package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.List;
import java.util.stream.Stream;

class StreamElsewhere extends Weave<Integer> {
    @Do
    List<String> lines() {
        Ran.body();
        return List.of();
    }

    @Do(environment = "there")
    Stream<String> parts(List<String> lines) { // error: broken.StreamElsewhere.parts cannot run elsewhere: it returns a java.util.stream.Stream<java.lang.String>, which cannot leave a process.
        //   Use data: lists, records, data classes.
        Ran.body();
        return lines.stream();
    }

    @Do
    Integer count(Stream<String> parts) {
        Ran.body();
        return 1;
    }
}
