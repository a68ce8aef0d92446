/**
 * The events of a run as data: when each task was ready, what it waited for, when it ran and how it ended, which
 * tasks decided how long the weave took; and the same as events while it runs. There are never values in it.
 */
@NullMarked
package dev.wove.trace;

import org.jspecify.annotations.NullMarked;
