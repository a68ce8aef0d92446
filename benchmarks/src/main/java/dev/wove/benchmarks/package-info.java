/** What a task costs, beside what people would write by hand. */
@NullMarked
package dev.wove.benchmarks;

import org.jspecify.annotations.NullMarked;
