/** Nothing in here is for users: it may change at any time. */
@NullMarked
package dev.wove.internal;

import org.jspecify.annotations.NullMarked;
