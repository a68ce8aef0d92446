package dev.wove.examples.remote;

import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;

/** Has the reports of the latest issue made. Written once in Kotlin and once in Java. */
@FunctionalInterface
public interface ReportMaker {
    WeaveResult<Booklet> make(WeaveOptions options);
}
