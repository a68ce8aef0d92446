/** Environments whose workers are child processes or are reached over HTTP, and the worker. */
@NullMarked
package dev.wove.remote;

import org.jspecify.annotations.NullMarked;
