package dev.wove.examples.etl;

import static dev.wove.java.TaskFunctions.asyncFunction;
import static dev.wove.java.TaskFunctions.taskFunction;

import dev.wove.OnFailure;
import dev.wove.Outcome;
import dev.wove.WeaveOptions;
import dev.wove.function.TaskFunction1;
import dev.wove.function.TaskFunction2;
import dev.wove.function.TaskFunction3;
import dev.wove.java.Wove;

/** The pipeline in Java. EtlPipelineInKotlin.kt is its twin. */
public final class EtlPipelineInJava {
    private EtlPipelineInJava() {}

    /** The steps, each declared once. */
    private record Steps(
            TaskFunction1<Integer, String> fetch,
            TaskFunction2<String, String, String> concat,
            TaskFunction1<String, String> strip,
            TaskFunction3<String, String, String, String> upload) {

        static Steps of(Records records) {
            return new Steps(
                    asyncFunction("fetch", records::fetch),
                    taskFunction("concat", records::concat),
                    taskFunction("strip", records::strip),
                    asyncFunction("upload", records::upload));
        }
    }

    public static String plain(Records records) {
        var steps = Steps.of(records);
        // tag::etl-java
        try (var etl = Wove.named("etl").taskScope()) {
            var ab = etl.start(steps.concat, etl.start(steps.fetch, 1), etl.start(steps.fetch, 2));
            var cd = etl.start(steps.concat, etl.start(steps.fetch, 3), etl.start(steps.fetch, 4));
            var ef = etl.start(steps.concat, etl.start(steps.fetch, 5), etl.start(steps.fetch, 6));
            var abcd = etl.start(steps.concat, ab, cd);
            return etl.start(
                            steps.upload,
                            etl.start(steps.strip, abcd),
                            etl.start(steps.strip, cd),
                            etl.start(steps.strip, ef))
                    .join();
        }
        // end::etl-java
    }

    /** The upload also waits for a lock, which has no value for it. */
    public static String ordered(Records records) {
        var steps = Steps.of(records);
        try (var etl = Wove.named("etl").taskScope()) {
            var ab = etl.start(steps.concat, etl.start(steps.fetch, 1), etl.start(steps.fetch, 2));
            var cd = etl.start(steps.concat, etl.start(steps.fetch, 3), etl.start(steps.fetch, 4));
            var ef = etl.start(steps.concat, etl.start(steps.fetch, 5), etl.start(steps.fetch, 6));
            var abcd = etl.start(steps.concat, ab, cd);
            var lock = etl.named("lock").startAsync(records::lock);
            return etl.after(lock)
                    .start(
                            steps.upload,
                            etl.start(steps.strip, abcd),
                            etl.start(steps.strip, cd),
                            etl.start(steps.strip, ef))
                    .join();
        }
    }

    /** One record cannot be read, and the upload makes do with the others. */
    public static String tolerant(Records records) {
        var steps = Steps.of(records);
        try (var etl = Wove.with(WeaveOptions.onFailure(OnFailure.CONTINUE))
                .named("etl")
                .taskScope()) {
            var bad = etl.start(steps.concat, etl.start(steps.fetch, Records.BROKEN), etl.start(steps.fetch, 2));
            var cd = etl.start(steps.concat, etl.start(steps.fetch, 3), etl.start(steps.fetch, 4));
            var ef = etl.start(steps.concat, etl.start(steps.fetch, 5), etl.start(steps.fetch, 6));
            return etl.named("upload")
                    .startAsync(
                            etl.settled(etl.start(steps.strip, bad)),
                            etl.settled(etl.start(steps.strip, cd)),
                            etl.settled(etl.start(steps.strip, ef)),
                            (a, b, c) -> records.upload(text(a), text(b), text(c)))
                    .join();
        }
    }

    private static String text(Outcome<String> part) {
        return part instanceof Outcome.Succeeded<String> read ? read.value() : "(nothing)";
    }
}
