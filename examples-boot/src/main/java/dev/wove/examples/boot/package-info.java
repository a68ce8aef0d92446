/** A service in Spring Boot whose pages are weaves. */
@NullMarked
package dev.wove.examples.boot;

import org.jspecify.annotations.NullMarked;
