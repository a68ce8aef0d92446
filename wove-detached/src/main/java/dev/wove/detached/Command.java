package dev.wove.detached;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a detached process. */
record Command(String classPath, List<String> jvmOptions, List<String> properties) {
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';

    /** Makes the process a leader of its own session, so that Ctrl-C in the parent's terminal does not reach it. */
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    Process start(RunFiles files) throws IOException {
        // In a file, because class paths may be longer than a command line, and because others can read those.
        RunFiles.write(files.arguments(), arguments(files));
        var command = new ArrayList<String>();
        if (!IS_WINDOWS) {
            SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> command.add(setsid.toString()));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", IS_WINDOWS ? "java.exe" : "java")
                .toString());
        command.add("@" + files.arguments());
        return new ProcessBuilder(command)
                .redirectInput(new File(IS_WINDOWS ? "NUL" : "/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                .start();
    }

    private String arguments(RunFiles files) {
        var lines = new ArrayList<String>(jvmOptions);
        for (var name : properties) {
            var value = System.getProperty(name);
            if (value != null) {
                lines.add("-D" + name + "=" + value);
            }
        }
        lines.addAll(List.of(
                "-cp", classPath, DetachedMain.class.getName(), files.folder().toString()));
        var text = new StringBuilder();
        for (var line : lines) {
            text.append('"')
                    .append(line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                    .append("\"\n");
        }
        return text.toString();
    }
}
