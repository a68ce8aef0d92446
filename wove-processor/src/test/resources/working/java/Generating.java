package working;

import dev.wove.Do;
import dev.wove.Weave;

class Generating extends Weave<String> {
    @Do
    Generated made() {
        return new Generated();
    }

    @Do
    String all(Integer made) {
        return "" + made;
    }
}
