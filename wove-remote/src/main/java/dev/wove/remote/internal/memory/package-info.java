/** A worker in the same process, behind a network that can be told to fail. */
@NullMarked
package dev.wove.remote.internal.memory;

import org.jspecify.annotations.NullMarked;
