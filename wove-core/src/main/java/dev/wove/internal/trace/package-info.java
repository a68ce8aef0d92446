/** Makes a trace of what a run left behind. Pure: no threads, no clocks. */
@NullMarked
package dev.wove.internal.trace;

import org.jspecify.annotations.NullMarked;
