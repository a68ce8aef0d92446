/** Values as JSON and back, by the types that methods declare; never by what a text says. */
@NullMarked
package dev.wove.codec;

import org.jspecify.annotations.NullMarked;
