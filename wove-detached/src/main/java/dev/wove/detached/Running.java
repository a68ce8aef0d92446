package dev.wove.detached;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** A process, told from a later one with the same number by when it started; 0 if the system does not say. */
record Running(long pid, long startedAt) {
    static Running of(ProcessHandle process) {
        long startedAt = process.info()
                .startInstant()
                .map(instant -> instant.toEpochMilli())
                .orElse(0L);
        return new Running(process.pid(), startedAt);
    }

    void write(RunFiles files) throws IOException {
        var json = JsonNodeFactory.instance.objectNode().put("pid", pid).put("startedAt", startedAt);
        RunFiles.write(files.process(), json.toString());
    }

    static @Nullable Running read(RunFiles files) throws IOException {
        var text = RunFiles.read(files.process());
        if (text == null) {
            return null;
        }
        var json = Codecs.parse(text);
        return new Running(json.path("pid").asLong(), json.path("startedAt").asLong());
    }

    /** The process, if it lives. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && of(process).equals(this));
    }
}
