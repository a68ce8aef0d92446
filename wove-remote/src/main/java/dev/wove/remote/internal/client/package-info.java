/** A coordinator's side of runs: what comes back for them, whatever the way. */
@NullMarked
package dev.wove.remote.internal.client;

import org.jspecify.annotations.NullMarked;
