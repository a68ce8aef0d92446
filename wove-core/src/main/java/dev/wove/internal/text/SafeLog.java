package dev.wove.internal.text;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs exceptions of users, which may fail when they are shown: then it says so, and whoever logs goes on. */
public final class SafeLog {
    private SafeLog() {}

    public static void warn(Logger log, String text, @Nullable Throwable failure) {
        try {
            log.warn(text, failure);
        } catch (Throwable e) {
            log.warn(unshown(text, failure, e));
        }
    }

    public static void error(Logger log, String text, @Nullable Throwable failure) {
        try {
            log.error(text, failure);
        } catch (Throwable e) {
            log.error(unshown(text, failure, e));
        }
    }

    private static String unshown(String text, @Nullable Throwable failure, Throwable why) {
        var what = failure == null ? "nothing" : failure.getClass().getName();
        return text + ": " + what + " (it cannot be shown, which fails with "
                + why.getClass().getName() + ")";
    }
}
