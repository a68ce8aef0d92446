/** Where the configuration is from, and what weaves take from it. */
@NullMarked
package dev.wove.internal.config;

import org.jspecify.annotations.NullMarked;
