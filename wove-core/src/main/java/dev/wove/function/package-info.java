/** Bodies of tasks as Java lambdas that may throw. */
@NullMarked
package dev.wove.function;

import org.jspecify.annotations.NullMarked;
