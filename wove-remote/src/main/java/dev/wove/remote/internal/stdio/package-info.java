/** Frames as lines on the input and output of child processes. */
@NullMarked
package dev.wove.remote.internal.stdio;

import org.jspecify.annotations.NullMarked;
