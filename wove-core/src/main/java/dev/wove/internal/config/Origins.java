package dev.wove.internal.config;

/** Where the line of the application is that is calling. */
final class Origins {
    private static final String[] NOT_THEIRS = {
        "dev.wove.internal.",
        "dev.wove.dsl.",
        "dev.wove.java.",
        "dev.wove.config.",
        "dev.wove.ktor.Wove",
        "io.ktor.",
        "dev.wove.test.internal.",
        "dev.wove.test.WeaveTests",
        "dev.wove.test.KotlinConfigured",
        "dev.wove.test.junit.",
        "dev.wove.test.kotest.",
        "java.",
        "kotlin.",
        "kotlinx.coroutines."
    };

    private Origins() {}

    static String ofCode() {
        return "code, " + caller();
    }

    /** The nearest line that is not Wove's. Plain, as the first weave of each process asks for it. */
    static String caller() {
        for (var frame : new Throwable().getStackTrace()) {
            if (isTheirs(frame.getClassName())) {
                return frame.getFileName() == null
                        ? frame.getClassName()
                        : frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "an unknown line";
    }

    private static boolean isTheirs(String className) {
        for (var prefix : NOT_THEIRS) {
            if (className.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }
}
