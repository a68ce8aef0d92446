package dev.wove.examples.remote;

import static dev.wove.Policy.workers;

import dev.wove.WeaveOptions;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;

/** The reports in Java. RemoteReportInKotlin.kt is its twin. */
public final class RemoteReportInJava {
    private RemoteReportInJava() {}

    public static WeaveResult<Booklet> reports(WeaveOptions options) {
        // tag::remote-report-java[]
        return Wove.with(options).weaveResult("remote-report", w -> {
            var issue = w.task("issue", () -> Issue.latest());
            var posts = w.task("posts", issue, i -> i.posts());
            var contents = w.remote("contents", Reports::contents, issue);
            var reports = w.with(workers(2)).eachRemote("reports", Reports::render, posts);
            return w.task("booklet", contents, reports, Booklet::new);
        });
        // end::remote-report-java[]
    }
}
