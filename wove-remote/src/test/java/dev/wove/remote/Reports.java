package dev.wove.remote;

import dev.wove.environment.Remote;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** What the tests of this module send each other. */
@NullMarked
@Remote("reports")
public interface Reports {
    record Post(int id, String title, List<String> tags) {}

    record Report(String text, int pages) {}

    Report render(Post post);

    Map<String, List<Integer>> outline(Post post, @Nullable String locale) throws NotFoundException;

    int fail(String how) throws IOException, NotFoundException;

    String wait(String name) throws InterruptedException;

    void drop(int id);

    String large(int size);

    /** Prints it, and tells the process. */
    long print(String text);

    /** With the constructor that is needed to be thrown on both sides. */
    class NotFoundException extends Exception {
        private static final long serialVersionUID = 1L;

        public NotFoundException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
