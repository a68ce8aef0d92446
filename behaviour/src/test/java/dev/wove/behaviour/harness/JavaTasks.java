package dev.wove.behaviour.harness;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.java.Inputs;
import dev.wove.java.WeaveScope;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The neutral declarations of the suite, made with lambdas of Java. */
final class JavaTasks {
    private JavaTasks() {}

    @FunctionalInterface
    interface Call<T> {
        T run(Inputs in) throws Exception;
    }

    @FunctionalInterface
    interface ItemCall<A, T> {
        T run(A input) throws Exception;
    }

    static WeaveScope options(WeaveScope w, Policy policy, List<Task<?>> after) {
        var scope = policy == Policy.none() ? w : w.with(policy);
        return after.isEmpty() ? scope : scope.after(after.toArray(new Task<?>[0]));
    }

    static <T> Task<T> blocking(WeaveScope w, String name, List<TaskInput> inputs, Call<T> call) {
        if (inputs.isEmpty()) {
            return w.task(name, () -> call.run(null));
        }
        return w.task(name, inputs, in -> call.run(in));
    }

    static <T> Task<T> stage(WeaveScope w, String name, List<TaskInput> inputs, Call<CompletionStage<T>> call) {
        if (inputs.isEmpty()) {
            return w.async(name, () -> call.run(null));
        }
        return w.async(name, inputs, in -> call.run(in));
    }

    static <T> Task<List<T>> item(WeaveScope w, String name, Call<T> call) {
        return w.each(name, List.of(0), item -> call.run(null));
    }

    static <A, T> Task<List<T>> item(WeaveScope w, String name, Task<A> input, ItemCall<A, T> call) {
        return w.each(name, List.of(0), input, (item, value) -> call.run(value));
    }

    static Task<List<Sent>> remote(WeaveScope w, String name, int body, List<? extends Task<List<Sent>>> in) {
        return w.remote(name, RemoteBodies::blocking, w.given(body), in.get(0), in.get(1), in.get(2), in.get(3));
    }

    static Task<List<Sent>> remote(
            WeaveScope w, String name, int body, List<Sent> items, List<? extends Task<List<Sent>>> in) {
        return w.eachRemote(name, RemoteBodies::blockingItem, items, w.given(body), in.get(0), in.get(1));
    }

    static Task<List<Sent>> remote(
            WeaveScope w, String name, int body, Task<List<Sent>> items, List<? extends Task<List<Sent>>> in) {
        return w.eachRemote(name, RemoteBodies::blockingItem, items, w.given(body), in.get(0), in.get(1));
    }
}
