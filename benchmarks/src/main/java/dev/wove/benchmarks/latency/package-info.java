/** How long weaves take while others arrive all the time. */
@NullMarked
package dev.wove.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
