package dev.wove.examples.simulate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * How long one workflow takes with so many workers, in seconds.
 *
 * @param bound what no order can go below: the critical path, or the work shared by all workers
 * @param engine what Wove's engine took, in virtual time
 * @param orders what a worker's free choice by each order takes
 */
@JsonPropertyOrder({"name", "tasks", "workers", "bound", "engine", "orders"})
record Comparison(String name, int tasks, int workers, double bound, double engine, Map<ReadyOrder, Double> orders) {

    /** How long {@code order} takes, as a multiple of what first come, first served takes. */
    double ratio(ReadyOrder order) {
        return orders.get(order) / fifo();
    }

    /** Whether an order could make any difference: more than one worker, and yet too few. */
    boolean leavesAChoice() {
        return workers > 1 && fifo() > bound * 1.000001;
    }

    double fifo() {
        return orders.get(ReadyOrder.FIFO);
    }
}
