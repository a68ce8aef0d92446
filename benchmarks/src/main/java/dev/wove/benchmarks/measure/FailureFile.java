package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.WrongResultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells why a forked JVM gave no measurement. JMH itself only prints it. */
final class FailureFile {
    private static final String PROPERTY = "benchmarks.failure";
    private static final String WRONG_RESULT = "wrong result: ";

    private FailureFile() {}

    static String jvmArg(Path file) {
        return "-D" + PROPERTY + "=" + file;
    }

    static void write(Throwable failure) {
        var file = System.getProperty(PROPERTY);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(Path.of(file), textOf(failure));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String textOf(Throwable failure) {
        if (failure instanceof WrongResultException) {
            return WRONG_RESULT + failure.getMessage();
        }
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var name = root.getClass().getSimpleName();
        return root.getMessage() == null ? name : name + ": " + root.getMessage();
    }

    /** Empty if there was no failure. */
    static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    static boolean isWrongResult(String text) {
        return text.startsWith(WRONG_RESULT);
    }
}
