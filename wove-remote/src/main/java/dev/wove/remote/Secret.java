package dev.wove.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that must not be seen. It comes from the environment or from a file, shows itself nowhere, and equals nothing but
 * itself.
 */
public final class Secret {
    /** Shorter ones can be found by trying. */
    static final int SHORTEST = 32;

    private final String origin;
    private final Supplier<byte[]> bytes;

    private Secret(String origin, Supplier<byte[]> bytes) {
        this.origin = origin;
        this.bytes = bytes;
    }

    /**
     * The value of an environment variable, which is read when it is needed.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public static Secret env(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A secret from the environment needs the name of a variable: env:NAME.");
        }
        return new Secret("env:" + name, () -> {
            var value = System.getenv(name);
            if (value == null || value.isEmpty()) {
                throw new IllegalStateException(
                        "The environment variable " + name + ", which holds a secret, is not set.");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        });
    }

    /** What a file holds, without the white space around it; read again when the file has changed. */
    public static Secret file(Path path) {
        return new Secret("file:" + path, new FileContent(path));
    }

    /** What {@code source} gives each time that it is asked. */
    public static Secret of(Supplier<byte[]> source) {
        return new Secret("a supplier", () -> source.get().clone());
    }

    /**
     * As it stands in a file of configuration: {@code env:NAME} or {@code file:/path}, and never the secret itself.
     *
     * @throws IllegalArgumentException if it is something else; the message does not hold it
     */
    public static Secret parse(String text) {
        if (text.startsWith("env:")) {
            return env(text.substring("env:".length()));
        }
        if (text.startsWith("file:") && text.length() > "file:".length()) {
            return file(Path.of(text.substring("file:".length())));
        }
        throw new IllegalArgumentException(
                "A secret is given as env:NAME or file:/path, so that it stands nowhere itself.");
    }

    /**
     * The secret now.
     *
     * @throws IllegalStateException if it cannot be had, or is too short
     */
    public byte[] bytes() {
        var value = bytes.get();
        if (value.length < SHORTEST) {
            throw new IllegalStateException("The secret from " + origin + " has " + value.length
                    + " bytes, but at least " + SHORTEST + " are needed.\n  As `openssl rand -hex 32` makes one.");
        }
        return value;
    }

    /** Where it is from. */
    public String origin() {
        return origin;
    }

    @Override
    public String toString() {
        return "***";
    }

    private static final class FileContent implements Supplier<byte[]> {
        private final Path path;
        private @Nullable FileTime readAt;
        private byte @Nullable [] content;

        FileContent(Path path) {
            this.path = path;
        }

        @Override
        public synchronized byte[] get() {
            try {
                var changed = Files.getLastModifiedTime(path);
                var known = content;
                if (known == null || !changed.equals(readAt)) {
                    known = Files.readString(path).strip().getBytes(StandardCharsets.UTF_8);
                    content = known;
                    readAt = changed;
                }
                return known.clone();
            } catch (IOException e) {
                throw new IllegalStateException("The file " + path + ", which holds a secret, cannot be read.", e);
            }
        }
    }
}
