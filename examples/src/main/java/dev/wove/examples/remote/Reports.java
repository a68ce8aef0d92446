package dev.wove.examples.remote;

import dev.wove.environment.Remote;

/** What the worker does: both processes know this, and only one of them knows how it is done. */
@Remote("reports")
public interface Reports {
    Report render(Post post);

    String contents(Issue issue);
}
