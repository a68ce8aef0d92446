/** {@code ./run post-page}: a page put together from a database and an HTTP service, in Kotlin and in Java. */
@NullMarked
package dev.wove.examples.postpage;

import org.jspecify.annotations.NullMarked;
