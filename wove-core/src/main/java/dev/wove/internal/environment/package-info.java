/** The environments of a configuration: which one a task goes to, and what is open of them. */
@NullMarked
package dev.wove.internal.environment;

import org.jspecify.annotations.NullMarked;
