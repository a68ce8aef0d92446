package dev.wove.detached;

import java.io.File;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a detached process. */
record Command(String classPath, List<String> jvmOptions, List<String> properties) {
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';

    /** Makes the process a leader of its own session, so that Ctrl-C in the parent's terminal does not reach it. */
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    /** What the launcher takes the bytes of argument files for; the new JVM has the environment of this one. */
    private static final Charset LAUNCHER = Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

    Process start(RunFiles files) throws IOException {
        // In a file, because class paths may be longer than a command line, and because others can read those.
        RunFiles.write(files.arguments(), encoded(arguments(files), LAUNCHER));
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
            text.append('"').append(quoted(line)).append("\"\n");
        }
        return text.toString();
    }

    /** As the launcher wants it between quotes, where a bare end of line would end the argument, and begin another. */
    private static String quoted(String argument) {
        return argument.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** Fails where others would put a question mark, which leads to another file or value. */
    static byte[] encoded(String text, Charset charset) throws IOException {
        try {
            var bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            var encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "The class path, a JVM option, a system property or the folder of a detached run has a character"
                            + " that " + charset + " lacks, the encoding in which java reads its arguments here.\n"
                            + "  Start the program with a locale of UTF-8 (LC_ALL=C.UTF-8).",
                    e);
        }
    }
}
