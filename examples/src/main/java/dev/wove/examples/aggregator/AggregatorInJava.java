package dev.wove.examples.aggregator;

import static dev.wove.Policy.workers;

import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import java.util.List;

/** The aggregator in Java. AggregatorInKotlin.kt is its twin. */
public final class AggregatorInJava {
    private AggregatorInJava() {}

    public static WeaveResult<Summary> summarise(List<Integer> yarns, Warehouse warehouse, int workers) {
        // tag::aggregator-java[]
        return Wove.weaveResult("api-aggregator", w -> {
            var answers = w.with(workers(workers)).eachSettled("answers", yarns, warehouse::stockOf);
            return w.task("summary", answers, Summary::of);
        });
        // end::aggregator-java[]
    }
}
