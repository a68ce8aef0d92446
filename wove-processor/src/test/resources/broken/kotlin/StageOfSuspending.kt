package broken.stageofsuspending

import dev.wove.Do
import dev.wove.Weave
import dev.wove.processor.Ran
import java.util.concurrent.CompletableFuture

class StageOfSuspending : Weave<String>() {
    @Do
    suspend fun fetched(): CompletableFuture<String> { // error: Task 'fetched' in StageOfSuspending suspends and returns a CompletableFuture<String>, which nobody would wait for.
        //   Await it and return its value, or drop 'suspend'.
        Ran.body()
        return CompletableFuture.completedFuture("page")
    }

    @Do(after = ["fetched"])
    fun shown(): String {
        Ran.body()
        return "shown"
    }
}
