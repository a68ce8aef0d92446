package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.Argument;
import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import dev.wove.function.TaskBody;
import dev.wove.java.Given;
import dev.wove.java.WeaveBlock;
import dev.wove.java.Wove;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** What Java code leaves null is named, with what it belongs to, before anything runs. */
@Timeout(30)
class NothingGivenTest {
    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(PlanException.class, call).getMessage());
    }

    private static void refusedIn(String message, WeaveBlock<?> block) {
        refused(message, () -> Wove.plan("w", block));
        refused(message, () -> Wove.weave("w", block));
        refused(message, () -> Wove.weaveAsync("w", block));
        refused(message, () -> Wove.weaveResult("w", block));
        refused(message, () -> Wove.launchWeave("w", block));
    }

    @SuppressWarnings("DataFlowIssue")
    private static <T extends @Nullable Object> T none() {
        return null;
    }

    @Test
    void aBlockThatReturnsNoTask() {
        refusedIn("The block of weave 'w' returns null.\n  Return a task that this block declares.", w -> none());
    }

    @Test
    void theNameOfATask() {
        refusedIn(
                "The name of task no. 1 in weave 'w' is null.\n  Give it one; no two tasks of a weave have the same.",
                w -> w.task(none(), () -> 1));
        refusedIn(
                "The name of task no. 1 in weave 'w' is null.\n  Give it one; no two tasks of a weave have the same.",
                w -> w.each(none(), List.of(1), n -> n));
    }

    @Test
    void anInput() {
        refusedIn(
                "Input no. 2 of task 'sum' in weave 'w' is null.\n  Declare the task it stands for first.",
                w -> w.task("sum", w.task("a", () -> 1), NothingGivenTest.<Task<Integer>>none(), Integer::sum));
        refusedIn(
                "The list of inputs of task 'sum' in weave 'w' is null.\n  Give it an empty one for no inputs.",
                w -> w.task("sum", NothingGivenTest.<List<Task<?>>>none(), in -> 1));
    }

    @Test
    void aTaskTakenInAnotherWay() {
        refusedIn(
                "A task given to settled(...) in weave 'w' is null.\n  Declare the task it stands for first.",
                w -> w.task("t", List.of(w.settled(none())), in -> 1));
        refusedIn(
                "A task given to after(...) in weave 'w' is null.\n  Declare the task it stands for first.",
                w -> w.after(NothingGivenTest.<Task<?>>none()).task("t", () -> 1));
        refusedIn(
                "A name given to ref(...) in weave 'w' is null.\n  Give the name of a task.",
                w -> w.task("t", w.ref(none()), n -> 1));
    }

    @Test
    void theBodyTheItemsAndThePolicy() {
        refusedIn(
                "The body of task 't' in weave 'w' is null.\n  Give it a lambda or a method reference.",
                w -> w.task("t", NothingGivenTest.<TaskBody<Integer>>none()));
        refusedIn(
                "The source of the items of task 't' in weave 'w' is null.\n  Give it an empty list for no items.",
                w -> w.each("t", NothingGivenTest.<List<Integer>>none(), n -> n));
        refusedIn(
                "A policy in weave 'w' is null.\n  Leave it out, or give Policy.none().",
                w -> w.with(NothingGivenTest.<Policy>none()).task("t", () -> 1));
    }

    @Test
    void aWeave() {
        refused(
                "The name of a weave is null.\n  Give it one, for messages and threads.",
                () -> Wove.weave(NothingGivenTest.<String>none(), w -> w.task("t", () -> 1)));
        refused(
                "The block of weave 'w' is null.\n  Declare its tasks there.",
                () -> Wove.plan("w", NothingGivenTest.<WeaveBlock<Integer>>none()));
        refused(
                "What was given as the options of a weave is null.\n  Leave them out, or give WeaveOptions.none().",
                () -> Wove.with(NothingGivenTest.<WeaveOptions>none()));
        refused(
                "The weave class to run is null.\n  Pass an instance of it.",
                () -> Wove.weave(NothingGivenTest.<Weave<Integer>>none(), Given.nothing()));
    }

    @Test
    void aCallInAScope() {
        try (var scope = Wove.named("s").taskScope()) {
            refused(
                    "Argument no. 1 of a call in scope 's' is null.\n  Pass given(null) to give the function a null.",
                    () -> scope.start(NothingGivenTest.<Argument<Integer>>none(), n -> n));
            refused(
                    "The policy of calls in a scope is null.\n  Leave it out, or give Policy.none().",
                    () -> scope.with(NothingGivenTest.<Policy>none()));
        }
    }

    @Test
    void aMerge() {
        assertEquals(
                "What merge 'm' is to run over is null.\n  Give it an empty list for no items.",
                assertThrows(
                                PlanException.class,
                                () -> Wove.weave(
                                        "w",
                                        w -> w.task(
                                                "t",
                                                () -> Wove.<Integer, Integer, Exception>merge(
                                                        "m", NothingGivenTest.<List<Integer>>none(), n -> n))))
                        .getMessage());
    }
}
