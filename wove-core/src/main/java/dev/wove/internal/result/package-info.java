/** What became of the tasks of a run that has ended. */
@NullMarked
package dev.wove.internal.result;

import org.jspecify.annotations.NullMarked;
