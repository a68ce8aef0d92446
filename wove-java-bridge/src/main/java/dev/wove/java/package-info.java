/**
 * Weaves declared and run from Java: blocking, as a {@link java.util.concurrent.CompletableFuture}, or in the
 * background. Start at {@link dev.wove.java.Wove}.
 */
@NullMarked
package dev.wove.java;

import org.jspecify.annotations.NullMarked;
