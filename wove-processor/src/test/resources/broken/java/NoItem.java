package broken;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.List;

class NoItem extends Weave<List<String>> {
    @Do
    String[] names() {
        Ran.body();
        return new String[] {"a", "b"};
    }

    @Do(each = "names")
    String greeting(@Input String language) { // error: Mapped task 'greeting' in NoItem needs exactly one parameter for the item, but each of its parameters names a task or an input.
        //   Add a parameter with another name, or mark one with @Item.
        Ran.body();
        return language;
    }
}
