/** What holds for all weaves of a process unless they say otherwise, and what goes by a name in it. */
@NullMarked
package dev.wove.config;

import org.jspecify.annotations.NullMarked;
