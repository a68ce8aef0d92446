/** An environment that is this process. */
@NullMarked
package dev.wove.remote.internal.local;

import org.jspecify.annotations.NullMarked;
