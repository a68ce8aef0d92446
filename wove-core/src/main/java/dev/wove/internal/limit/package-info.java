/** Slots and paces, of one task or shared. */
@NullMarked
package dev.wove.internal.limit;

import org.jspecify.annotations.NullMarked;
