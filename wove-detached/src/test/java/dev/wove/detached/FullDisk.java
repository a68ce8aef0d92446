package dev.wove.detached;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A file system with hardly any room, where this user may mount one. */
record FullDisk(Path folder) implements AutoCloseable {
    static FullDisk mounted(Path folder, String options) throws Exception {
        boolean isMounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0;
        assumeTrue(isMounted, "a small file system can be mounted by root on Linux only");
        return new FullDisk(folder);
    }

    @Override
    public void close() throws Exception {
        run("umount", "-l", folder.toString());
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
