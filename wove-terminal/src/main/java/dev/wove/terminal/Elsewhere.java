package dev.wove.terminal;

import dev.wove.trace.AttemptTrace;
import dev.wove.trace.RemoteTrace;
import dev.wove.trace.TaskTrace;
import java.util.Objects;
import java.util.Optional;

/** Where a task ran that did not run in this process, and how it got there. */
final class Elsewhere {
    private Elsewhere() {}

    /** What is known of the last attempt that ran elsewhere, to stand behind the name of the task. */
    static Optional<String> of(TaskTrace task) {
        return task.attempts().stream()
                .map(AttemptTrace::remote)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later)
                .map(Elsewhere::text);
    }

    private static String text(RemoteTrace remote) {
        var text = new StringBuilder(" on ");
        if (remote.worker() != null) {
            text.append(remote.worker()).append(" of ");
        }
        text.append(remote.environment()).append(": ");
        if (remote.sent() == null) {
            return text.append("never sent").toString();
        }
        text.append("sent at ").append(Times.of(remote.sent()));
        if (remote.started() != null) {
            text.append(", began at ").append(Times.of(remote.started()));
        }
        if (remote.workerRan() != null) {
            text.append(", worked ").append(Times.of(remote.workerRan()));
        }
        if (remote.network() != null) {
            text.append(", under way ").append(Times.of(remote.network()));
        }
        int resends = remote.resends();
        if (resends > 0) {
            text.append(", ").append(resends).append(resends == 1 ? " resend" : " resends");
        }
        return text.toString();
    }
}
