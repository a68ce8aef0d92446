package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.List;
import java.util.stream.Stream;

class SeveralItems extends Weave<List<String>> {
    @Do
    Stream<String> names() {
        Ran.body();
        return Stream.of("a", "b");
    }

    @Do(each = "names")
    String greeting(String name, String language) { // error: Mapped task 'greeting' in SeveralItems needs exactly one parameter for the item, but 'name', 'language' name neither a task nor an input.
        //   Mark the one that gets the item with @Item, and name the others after what they take.
        Ran.body();
        return name + language;
    }
}
