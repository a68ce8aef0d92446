/** The frames of protocol v1 as text, and back. */
@NullMarked
package dev.wove.remote.internal.frame;

import org.jspecify.annotations.NullMarked;
