package consumer;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import java.util.List;

/** A weave class, which wove-processor looks at and makes calls for. */
public class Prices extends Weave<Integer> {
    @Do
    List<Integer> ids(@Input int most) {
        return java.util.stream.IntStream.rangeClosed(1, most).boxed().toList();
    }

    @Do(each = "ids", workers = 2, retries = 1)
    int prices(int id) {
        return id * 10;
    }

    @Do
    int total(List<Integer> prices) {
        return prices.stream().mapToInt(Integer::intValue).sum();
    }
}
