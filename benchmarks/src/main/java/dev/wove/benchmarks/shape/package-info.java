/** What is measured: graphs, diamonds and mapped items, the sides that run each of them, and the budgets. */
@NullMarked
package dev.wove.benchmarks.shape;

import org.jspecify.annotations.NullMarked;
