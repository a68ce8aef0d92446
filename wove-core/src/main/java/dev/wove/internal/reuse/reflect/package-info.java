/** Reads weave classes of a running program, once per class, and calls their methods. */
@NullMarked
package dev.wove.internal.reuse.reflect;

import org.jspecify.annotations.NullMarked;
