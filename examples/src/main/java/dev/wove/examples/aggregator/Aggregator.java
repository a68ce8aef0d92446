package dev.wove.examples.aggregator;

import dev.wove.WeaveResult;
import java.util.List;

/** Asks for the stock of many yarns and sums it up. Written once in Kotlin and once in Java. */
@FunctionalInterface
public interface Aggregator {
    WeaveResult<Summary> summarise(List<Integer> yarns, Warehouse warehouse, int workers);
}
