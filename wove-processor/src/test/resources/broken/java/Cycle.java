package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class Cycle extends Weave<String> {
    @Do
    int price(String total) { // error: Cycle has a dependency cycle: price -> total -> discount -> price (each needs the next).
        //   Break it by removing one of these parameters, or compute the values in one task.
        Ran.body();
        return total.length();
    }

    @Do
    String discount(int price) {
        Ran.body();
        return "-" + price;
    }

    @Do
    String total(String discount) {
        Ran.body();
        return discount;
    }
}
