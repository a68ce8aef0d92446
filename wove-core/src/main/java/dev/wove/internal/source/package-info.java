/** Where the items of mapped tasks come from. */
@NullMarked
package dev.wove.internal.source;

import org.jspecify.annotations.NullMarked;
