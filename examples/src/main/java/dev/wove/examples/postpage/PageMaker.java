package dev.wove.examples.postpage;

import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;

/** Puts a page together. Written once in Kotlin and once in Java. */
@FunctionalInterface
public interface PageMaker {
    WeaveResult<Page> make(int id, Blog blog, Partner partner, WeaveOptions options);
}
