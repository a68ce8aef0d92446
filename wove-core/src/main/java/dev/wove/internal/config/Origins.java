package dev.wove.internal.config;

import java.util.Set;

/** Where the line of the application is that is calling. */
final class Origins {
    private static final Set<String> OURS =
            Set.of("dev.wove.internal.", "dev.wove.dsl.", "dev.wove.java.", "dev.wove.config.");
    private static final StackWalker WALKER = StackWalker.getInstance();

    private Origins() {}

    static String ofCode() {
        return "code, " + caller();
    }

    /** The nearest line that is not Wove's. */
    static String caller() {
        return WALKER.walk(frames -> frames.filter(frame -> isTheirs(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getFileName() == null
                        ? frame.getClassName()
                        : frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("an unknown line"));
    }

    private static boolean isTheirs(String className) {
        return OURS.stream().noneMatch(className::startsWith)
                && !className.startsWith("java.")
                && !className.startsWith("kotlin.")
                && !className.startsWith("kotlinx.coroutines.")
                && !className.startsWith("dev.wove.test.internal.")
                && !className.startsWith("dev.wove.test.WeaveTests")
                && !className.startsWith("dev.wove.test.KotlinConfigured");
    }
}
