package dev.wove.examples.aggregator;

import dev.wove.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What many answers come to.
 *
 * @param failed how many requests failed, by why
 */
public record Summary(int answered, int cones, Stock largest, Map<String, Integer> failed) {

    public static Summary of(List<Outcome<Stock>> answers) {
        var stocks = new ArrayList<Stock>();
        var failed = new TreeMap<String, Integer>();
        for (var answer : answers) {
            if (answer instanceof Outcome.Succeeded<Stock> succeeded) {
                stocks.add(succeeded.value());
            } else if (answer instanceof Outcome.Failed<Stock> failure) {
                failed.merge(reason(failure.cause()), 1, Integer::sum);
            }
        }
        int cones = stocks.stream().mapToInt(Stock::cones).sum();
        var largest = stocks.stream().max(Comparator.comparingInt(Stock::cones)).orElse(new Stock(0, 0));
        return new Summary(stocks.size(), cones, largest, failed);
    }

    private static String reason(Throwable failure) {
        return failure instanceof WarehouseException answer
                ? "status " + answer.status()
                : failure.getClass().getSimpleName();
    }

    public String text() {
        int all =
                answered + failed.values().stream().mapToInt(Integer::intValue).sum();
        var reasons = failed.entrySet().stream()
                .map(entry -> entry.getValue() + " with " + entry.getKey())
                .collect(Collectors.joining(", "));
        return answered + " of " + all + " yarns answered" + (reasons.isEmpty() ? "" : " (failed: " + reasons + ")")
                + "\n" + cones + " cones in all, the most of yarn " + largest.yarn() + ": " + largest.cones();
    }
}
