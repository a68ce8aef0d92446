package dev.wove.internal.graph;

import org.jspecify.annotations.Nullable;

/** The value that a weave was given for an input. */
public record Given(@Nullable Object value) {}
