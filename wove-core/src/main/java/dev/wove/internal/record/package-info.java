/** What a run writes down about each task while it runs. */
@NullMarked
package dev.wove.internal.record;

import org.jspecify.annotations.NullMarked;
