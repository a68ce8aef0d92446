package dev.wove.internal.reuse;

import dev.wove.PlanException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a weave class, and if nothing is, how it is wired. The one place that decides it, for the compiler
 * and for running programs.
 *
 * @param mistakes in the order of the tasks
 * @param tasks in their order; complete only if there are no mistakes
 * @param inputs in the order declared
 */
public record WeaveCheck(String weave, List<Mistake> mistakes, List<WiredTask> tasks, List<WiredInput> inputs) {

    public static WeaveCheck of(ClassModel weave) {
        return new Wirer(weave).check();
    }

    /** Fails if there are mistakes, with all their texts. */
    public void throwMistakes() {
        if (!mistakes.isEmpty()) {
            throw new PlanException(mistakes.stream().map(Mistake::text).collect(Collectors.joining("\n")));
        }
    }

    /** The tasks that the task at {@code index} waits for. */
    static List<Integer> inputsOf(WiredTask task) {
        var all = new ArrayList<Integer>();
        task.parameters().stream()
                .filter(WiredArgument::isTask)
                .map(WiredArgument::index)
                .forEach(all::add);
        if (task.each() != null && task.each().isTask()) {
            all.add(task.each().index());
        }
        all.addAll(task.after());
        return all;
    }

    /** The tasks on one circle, beginning and ending with the one declared first, or null if there is none. */
    static @Nullable List<Integer> cycle(List<WiredTask> tasks) {
        var path = new ArrayList<Integer>();
        var state = new int[tasks.size()];
        for (int i = 0; i < tasks.size(); i++) {
            if (leadsToCycle(tasks, i, path, state)) {
                var circle = new ArrayList<>(path.subList(path.indexOf(path.get(path.size() - 1)) + 1, path.size()));
                Collections.rotate(circle, -circle.indexOf(Collections.min(circle)));
                circle.add(circle.get(0));
                return circle;
            }
        }
        return null;
    }

    private static boolean leadsToCycle(List<WiredTask> tasks, int task, List<Integer> path, int[] state) {
        path.add(task);
        if (state[task] == 1) {
            return true;
        }
        if (state[task] == 0) {
            state[task] = 1;
            for (int input : inputsOf(tasks.get(task))) {
                if (leadsToCycle(tasks, input, path, state)) {
                    return true;
                }
            }
            state[task] = 2;
        }
        path.remove(path.size() - 1);
        return false;
    }
}
