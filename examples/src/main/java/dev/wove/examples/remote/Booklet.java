package dev.wove.examples.remote;

import java.util.List;
import java.util.stream.Collectors;

/** The reports of an issue behind its contents. */
public record Booklet(String contents, List<Report> reports) {
    static Booklet of(Issue issue, Reports reports) {
        return new Booklet(
                reports.contents(issue),
                issue.posts().stream().map(reports::render).toList());
    }

    String text() {
        return contents + "\n" + reports.stream().map(Report::text).collect(Collectors.joining("\n"));
    }
}
