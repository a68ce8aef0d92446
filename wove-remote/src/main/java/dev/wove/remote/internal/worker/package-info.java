/** The worker without a way to it: handlers, runs, and what is remembered of them. */
@NullMarked
package dev.wove.remote.internal.worker;

import org.jspecify.annotations.NullMarked;
