package broken;

import dev.wove.Do;
import dev.wove.Policy;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class PrivatePolicy extends Weave<String> {
    private static final Policy partner = Policy.retries(1);

    @Do(policy = "partner")
    String ad() { // error: Task 'ad' in PrivatePolicy has the option policy = "partner", but PrivatePolicy has a private field 'partner'.
        //   Drop 'private'.
        Ran.body();
        return "ad";
    }
}
