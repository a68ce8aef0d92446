/**
 * Reusable weaves as data: a description of the class that both reflection and the compiler can supply, one checker over
 * it, and the wiring that it finds. Nothing here loads a class or runs anything.
 */
@NullMarked
package dev.wove.internal.reuse;

import org.jspecify.annotations.NullMarked;
