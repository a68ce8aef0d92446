/** Arguments and results of methods as JSON and back, and failures. */
@NullMarked
package dev.wove.remote.internal.payload;

import org.jspecify.annotations.NullMarked;
