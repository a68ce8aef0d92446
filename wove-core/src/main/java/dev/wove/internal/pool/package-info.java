/** Threads for blocking bodies. */
@NullMarked
package dev.wove.internal.pool;

import org.jspecify.annotations.NullMarked;
