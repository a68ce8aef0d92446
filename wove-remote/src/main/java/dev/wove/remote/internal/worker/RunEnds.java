package dev.wove.remote.internal.worker;

import dev.wove.environment.ErrorSource;
import dev.wove.environment.RemoteMethod;
import dev.wove.remote.internal.frame.ErrorInfo;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.payload.Failures;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** What is to be known of how runs end. */
final class RunEnds {
    /** More than what stands around the result in its frame. */
    static final int AROUND = 600;

    private RunEnds() {}

    /** Whether a body that was told to stop threw because of that, perhaps in another exception. */
    static boolean isStop(Throwable failure) {
        return Failures.chain(failure).stream()
                .anyMatch(each -> each instanceof InterruptedException
                        || each instanceof CancellationException
                        || each instanceof ClosedByInterruptException
                        || each instanceof InterruptedIOException && !(each instanceof SocketTimeoutException));
    }

    static ErrorInfo error(Throwable failure, RemoteMethod method) {
        if (failure instanceof BadArgumentsException) {
            return badArguments(failure.getMessage());
        }
        if (failure instanceof BodyNotStartedException) {
            return ErrorInfo.busy(failure.getMessage(), 1_000);
        }
        if (isNullInKotlin(failure)) {
            return badArguments(
                    "An argument of " + method + " is missing or null, and must not be. " + failure.getMessage());
        }
        return Failures.told(failure, method);
    }

    private static ErrorInfo badArguments(String message) {
        return ErrorInfo.of(ErrorInfo.BAD_ARGUMENTS, message, false, ErrorSource.CONFIG);
    }

    /** What functions of Kotlin throw themselves if they are given a null that they do not take, before anything else. */
    private static boolean isNullInKotlin(Throwable failure) {
        // One that somebody wrote may do anything when it is asked.
        var message = failure.getClass() == NullPointerException.class ? failure.getMessage() : null;
        return message != null && message.startsWith("Parameter specified as non-null is null: ");
    }

    static long size(Frame.Terminal end) {
        if (end instanceof Frame.TaskResult result) {
            return AROUND + (result.result() == null ? 0 : result.result().length());
        }
        if (end instanceof Frame.TaskError failed) {
            var trace = failed.error().traceback();
            return AROUND + failed.error().message().length() + (trace == null ? 0 : trace.length());
        }
        return AROUND;
    }

    /** How many bytes a text has in UTF-8. */
    static long utf8Length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return bytes;
    }
}
