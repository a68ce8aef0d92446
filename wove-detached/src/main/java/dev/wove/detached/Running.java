package dev.wove.detached;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process, told from a later one with the same number by when it started; "" if the system does not say. */
record Running(long pid, String started) {
    private static final Path PROC = Path.of("/proc");

    /** Where the ticks are after the name of the program: field 22 of proc(5), and the first one there is field 3. */
    private static final int START_TICKS = 22 - 3;

    static Running of(ProcessHandle process) {
        return new Running(process.pid(), started(process));
    }

    private static String started(ProcessHandle process) {
        try {
            // Linux counts from the boot. The instants that Java makes of that move when somebody sets the clock.
            var stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
            var boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id"));
            return "tick " + startTicks(stat) + " of boot " + boot.strip();
        } catch (IOException e) {
            // Another system, where instants stay, or the process is gone.
            return process.info().startInstant().map(Object::toString).orElse("");
        }
    }

    /** The name of the program stands in parentheses, and may have spaces and parentheses itself. */
    static String startTicks(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_TICKS];
    }

    void write(RunFiles files) throws IOException {
        RunFiles.write(files.process(), FileJson.write(this));
    }

    static @Nullable Running read(RunFiles files) throws IOException {
        var text = RunFiles.read(files.process());
        return text == null ? null : RunFiles.parsed(files.process(), text, Running.class);
    }

    /** The process, if it lives. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && of(process).equals(this));
    }
}
