package dev.wove.examples.aggregator;

/** What the warehouse has of one yarn. */
public record Stock(int yarn, int cones) {}
