/** {@code ./run remote-report}: reports rendered by a worker in a process of its own, which may be killed, in both languages. */
@NullMarked
package dev.wove.examples.remote;

import org.jspecify.annotations.NullMarked;
