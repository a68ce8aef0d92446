package dev.wove.behaviour.remote;

import dev.wove.WeaveOptions;
import dev.wove.environment.Remote;
import dev.wove.java.Wove;
import org.jspecify.annotations.Nullable;

/** Two versions of a contract in Java. */
final class JavaContracts {
    @Remote("java-press")
    public interface Before {
        String print(String text);
    }

    @Remote("java-press")
    public interface After {
        String print(String text, @Nullable String colour);
    }

    @Remote("java-press")
    public interface Counted {
        String print(String text, int copies);
    }

    private JavaContracts() {}

    static String askBefore(WeaveOptions options) {
        return Wove.with(options).weave("press", w -> w.remote("page", Before::print, w.given("page")));
    }

    static String askAfter(WeaveOptions options) {
        return Wove.with(options).weave("press", w -> w.remote("page", After::print, w.given("page"), w.given("red")));
    }
}
