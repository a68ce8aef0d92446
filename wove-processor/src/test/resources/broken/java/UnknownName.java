package broken;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class UnknownName extends Weave<String> {
    @Do
    Integer post(@Input int id) {
        Ran.body();
        return id;
    }

    @Do
    String author(Integer pots) { // error: Parameter 'pots' of task 'author' in UnknownName is the name of neither a task nor an input.
        //   Tasks: post, author. Inputs: id.
        //   Did you mean 'post'?
        Ran.body();
        return "author of " + pots;
    }
}
