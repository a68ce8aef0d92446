/** A pipeline of calls that take each other's results, started as the program runs, in both languages. */
@NullMarked
package dev.wove.examples.etl;

import org.jspecify.annotations.NullMarked;
