/** What happens and what happened in a run, drawn in the terminal. */
@NullMarked
package dev.wove.terminal;

import org.jspecify.annotations.NullMarked;
