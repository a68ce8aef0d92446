/** Requests that keep to a rate, with tokens from a service that ends with its scope, in both languages. */
@NullMarked
package dev.wove.examples.tokens;

import org.jspecify.annotations.NullMarked;
