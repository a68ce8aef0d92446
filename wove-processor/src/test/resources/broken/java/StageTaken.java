package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class StageTaken extends Weave<String> {
    @Do
    CompletableFuture<String> fetched() {
        Ran.body();
        return CompletableFuture.completedFuture("page");
    }

    @Do
    String shown(CompletionStage<String> fetched) { // error: Parameter 'fetched' of task 'shown' in StageTaken has the type CompletionStage<String>, but task 'fetched' makes String.
        //   A stage that a task returns is waited for: take its value.
        Ran.body();
        return "" + fetched;
    }
}
