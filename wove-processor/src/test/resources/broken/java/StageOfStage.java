package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class StageOfStage extends Weave<String> {
    @Do
    CompletionStage<CompletableFuture<String>> fetched() { // error: Task 'fetched' in StageOfStage makes a CompletableFuture<String>, which nobody would wait for.
        //   Return the stage of the value itself.
        Ran.body();
        return CompletableFuture.completedFuture(CompletableFuture.completedFuture("page"));
    }

    @Do(after = "fetched")
    String shown() {
        Ran.body();
        return "shown";
    }
}
