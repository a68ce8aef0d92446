package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class PrivateTask extends Weave<String> {
    @Do
    private Integer post() { // error: Task 'post' in PrivateTask is a private method, which a weave cannot call.
        //   Drop 'private'.
        Ran.body();
        return 1;
    }

    @Do
    String page(int post) {
        Ran.body();
        return "page " + post;
    }
}
