/**
 * Named tasks, the graph between them, and what became of them. Everything a user of Wove imports, apart from the way
 * to declare a weave ({@code dev.wove.dsl} for Kotlin, {@code dev.wove.java} for Java), is in this package.
 */
@NullMarked
package dev.wove;

import org.jspecify.annotations.NullMarked;
