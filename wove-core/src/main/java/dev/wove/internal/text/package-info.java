/** How names, durations, options and stalls read as text. */
@NullMarked
package dev.wove.internal.text;

import org.jspecify.annotations.NullMarked;
