/** The test kit. */
@NullMarked
package dev.wove.test;

import org.jspecify.annotations.NullMarked;
