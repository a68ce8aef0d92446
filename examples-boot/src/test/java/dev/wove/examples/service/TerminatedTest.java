package dev.wove.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a real process, while a background weave uses its database. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
class TerminatedTest {
    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    private String url() {
        // H2 has a hook of its own, which would close it before Spring does.
        return "jdbc:h2:file:" + folder.resolve("shop") + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    /** What the process has ended with. */
    private int terminated(String way, String grace) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mailer.class.getName(),
                        way,
                        "--server.port=0",
                        "--spring.datasource.url=" + url(),
                        "--spring.datasource.username=shop",
                        "--spring.datasource.password=shop",
                        "--spring.sql.init.mode=never",
                        "--logging.level.com.zaxxer.hikari=info",
                        "--wove.background.grace=" + grace)
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader()) {
            readUntil(out, "READY HikariDataSource");
            // Unlike that of the process itself, this leaves its output open.
            process.toHandle().destroy();
            readUntil(out, null);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> String.join("\n", log));
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private void readUntil(BufferedReader out, @Nullable String line) throws Exception {
        for (var next = out.readLine(); next != null; next = out.readLine()) {
            log.add(next);
            if (next.equals(line)) {
                return;
            }
        }
        assertEquals(null, line, () -> String.join("\n", log));
    }

    private int rows() throws Exception {
        try (var connection = DriverManager.getConnection(url(), "shop", "shop");
                var found = connection.createStatement().executeQuery("select count(*) from sent")) {
            found.next();
            return found.getInt(1);
        }
    }

    private int line(String text) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void theWeaveEndsAndThenThePoolCloses() throws Exception {
        assertEquals(143, terminated("ends", "20s"));
        assertEquals(1, rows(), () -> String.join("\n", log));
        assertTrue(line("Shutdown completed") > 0, () -> String.join("\n", log));
        assertFalse(
                log.stream().anyMatch(each -> each.contains("was lost") || each.contains("ERROR")),
                () -> String.join("\n", log));
    }

    @Test
    void whatDoesNotEndInTimeIsStoppedAndTheLogSaysSo() throws Exception {
        assertEquals(143, terminated("hangs", "200ms"));
        assertEquals(0, rows());
        int lost = line("'mail'");
        assertTrue(lost > 0 && lost < line("Shutdown completed"), () -> String.join("\n", log));
    }
}
