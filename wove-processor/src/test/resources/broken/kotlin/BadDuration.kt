package broken.badduration

import dev.wove.Do
import dev.wove.Input
import dev.wove.Weave
import dev.wove.processor.Ran

class BadDuration : Weave<String>() {
    @Do(
        retries = 2,
        backoff = "PT1X",
    )
    suspend fun page(@Input id: Int): String { // error: Task 'page' in BadDuration has the option backoff = "PT1X", which is not a duration.
        //   Write a whole number and ns, us, ms, s, m, h or d, several in a row ("1m30s"), or ISO-8601 ("PT1M30S").
        Ran.body()
        return "page $id"
    }
}
