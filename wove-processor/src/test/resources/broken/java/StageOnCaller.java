package broken;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class StageOnCaller extends Weave<String> {
    @Do(onCaller = true)
    CompletionStage<String> fetched() { // error: Task 'fetched' in StageOnCaller has the option onCaller, but its body does not block.
        //   Leave it out: such a body runs in the caller's context anyway.
        Ran.body();
        return CompletableFuture.completedFuture("page");
    }
}
