/**
 * Being around the bodies of tasks: for spans that are current while a body runs, metrics, and whatever else a process wants to
 * know of all its weaves. {@link dev.wove.observe.WeaveObserver} is the beginning.
 */
@NullMarked
package dev.wove.observe;

import org.jspecify.annotations.NullMarked;
