/** The observers of a run and of its bodies, which can fail without harm. */
@NullMarked
package dev.wove.internal.observe;

import org.jspecify.annotations.NullMarked;
