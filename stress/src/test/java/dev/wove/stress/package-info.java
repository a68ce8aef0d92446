/** Races on the paths where threads block, as jcstress runs them: two actors at a time, every outcome counted. */
@NullMarked
package dev.wove.stress;

import org.jspecify.annotations.NullMarked;
