package dev.wove.benchmarks.shape;

/**
 * A shape that has its place in the table and cannot be measured yet.
 *
 * @param reason what it waits for
 */
public record AbsentShape(String name, String reason) {}
