package dev.wove.detached;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A file system with hardly any room, where this user may mount one. */
record FullDisk(Path folder) implements AutoCloseable {
    static FullDisk mounted(Path folder, String options) {
        boolean isMounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0;
        assumeTrue(isMounted, "a small file system can be mounted by root on Linux only");
        return new FullDisk(folder);
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
        } catch (IOException e) {
            return -1;
        }
    }
}
