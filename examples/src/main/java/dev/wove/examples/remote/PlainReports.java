package dev.wove.examples.remote;

import java.util.stream.Collectors;

/** Reports in plain text. */
final class PlainReports implements Reports {
    @Override
    public Report render(Post post) {
        int words = post.text().split(" ").length;
        return new Report(
                post.title() + ", " + words + " words: " + post.text(),
                ProcessHandle.current().pid());
    }

    @Override
    public String contents(Issue issue) {
        return issue.posts().stream()
                .map(Post::title)
                .collect(Collectors.joining(", ", "Issue " + issue.id() + ": ", ""));
    }
}
