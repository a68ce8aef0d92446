package dev.wove.detached;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The files of one run, all in one folder that nobody but the user may look into: inputs and values may be secret. */
record RunFiles(Path folder) {
    /** Makes the folder of a new run. */
    static RunFiles create(Path parent, String weave) throws IOException {
        Files.createDirectories(parent);
        boolean hasPermissions =
                parent.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = hasPermissions
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        return new RunFiles(Files.createTempDirectory(parent, weave + "-", attributes));
    }

    /** What to run. The new process removes it. */
    Path job() {
        return folder.resolve("job.json");
    }

    /** The options of the new JVM. */
    Path arguments() {
        return folder.resolve("java.args");
    }

    Path process() {
        return folder.resolve("process.json");
    }

    Path result() {
        return folder.resolve("result.json");
    }

    /** Is there once somebody has told the process to stop. */
    Path cancelled() {
        return folder.resolve("cancelled");
    }

    Path log() {
        return folder.resolve("log.txt");
    }

    /** Writes so that a reader sees all of it or nothing, whatever happens. */
    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] content) throws IOException {
        var draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            // Where the disk is full, it would keep it full.
            Files.deleteIfExists(draft);
        }
    }

    /** What a file says; one that is damaged is named. */
    static <T extends Record> T parsed(Path file, String text, Class<T> type) throws IOException {
        try {
            return FileJson.read(text, type);
        } catch (RuntimeException e) {
            throw new IOException(
                    "The file " + file + " is damaged: " + e.getMessage()
                            + "\n  Somebody else has written to it, or the disk has lost a part of it; what it said is lost.",
                    e);
        }
    }

    /** Removes the folder of a run that did not start, with the inputs in it. */
    void delete() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** The text of a file, or null if there is none. */
    static @Nullable String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
