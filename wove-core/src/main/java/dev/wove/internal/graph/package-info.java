/** The graph of a weave as plain data: declaring, checking, ordering. No threads, no clocks, no coroutines. */
@NullMarked
package dev.wove.internal.graph;

import org.jspecify.annotations.NullMarked;
