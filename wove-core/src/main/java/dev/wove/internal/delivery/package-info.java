/** How runs get to an environment and back, whatever carries them. */
@NullMarked
package dev.wove.internal.delivery;

import org.jspecify.annotations.NullMarked;
