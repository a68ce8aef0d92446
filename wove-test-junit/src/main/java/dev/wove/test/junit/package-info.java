/** JUnit Jupiter tests of code that weaves; see {@link dev.wove.test.junit.WoveTest}. */
@NullMarked
package dev.wove.test.junit;

import org.jspecify.annotations.NullMarked;
