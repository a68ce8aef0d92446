package broken;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;

class BadDuration extends Weave<String> {
    @Do(retries = 2, timeout = "2 seconds", backoff = "10ms")
    String page(@Input int id) { // error: Task 'page' in BadDuration has the option timeout = "2 seconds", which is not a duration.
        //   Write a whole number and ns, us, ms, s, m, h or d, several in a row ("1m30s"), or ISO-8601 ("PT1M30S").
        Ran.body();
        return "page " + id;
    }
}
