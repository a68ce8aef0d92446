package dev.wove.examples.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Ends nothing while there is a file, so that its process can be killed in the middle. */
final class HeldReports implements Reports {
    private static final Duration A_WHILE = Duration.ofMillis(20);

    private final Reports reports;
    private final Path hold;

    HeldReports(Reports reports, Path hold) {
        this.reports = reports;
        this.hold = hold;
    }

    @Override
    public Report render(Post post) {
        hold();
        return reports.render(post);
    }

    @Override
    public String contents(Issue issue) {
        hold();
        return reports.contents(issue);
    }

    private void hold() {
        try {
            while (Files.exists(hold)) {
                Thread.sleep(A_WHILE.toMillis());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("This worker was to be killed, not to be stopped.", e);
        }
    }
}
