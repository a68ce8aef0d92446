/** What the test kit is made of. Not for users: anything here may change. */
@NullMarked
package dev.wove.test.internal;

import org.jspecify.annotations.NullMarked;
