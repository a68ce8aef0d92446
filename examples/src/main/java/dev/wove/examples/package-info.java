/** Small programs. */
@NullMarked
package dev.wove.examples;

import org.jspecify.annotations.NullMarked;
