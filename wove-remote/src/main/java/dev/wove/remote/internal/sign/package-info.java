/** Who may speak to a worker: signatures that Python Wove understands, and tokens. */
@NullMarked
package dev.wove.remote.internal.sign;

import org.jspecify.annotations.NullMarked;
