package dev.wove.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/**
 * What text is drawn on.
 *
 * @param columns how wide it is
 * @param live whether it is a terminal, on which lines can be drawn again
 * @param colours whether it has colours, and nobody asked for none with NO_COLOR (see no-color.org)
 * @param beyondAscii whether it shows the lines and blocks of Unicode
 */
record Screen(int columns, boolean live, boolean colours, boolean beyondAscii) {
    static final int USUAL_COLUMNS = 80;
    static final int ROWS = 24;

    static Screen plain(int columns) {
        return new Screen(columns, false, false, false);
    }

    /** The screen behind standard output or standard error. Asks the system, which takes some milliseconds. */
    static Screen of(SystemStream stream) {
        return of(stream, System.getenv());
    }

    static Screen of(SystemStream stream, Map<String, String> environment) {
        var type = environment.getOrDefault("TERM", "");
        var provider = TerminalBuilder.builder().dumb(false).getProviders(null, new IllegalStateException()).stream()
                .filter(some -> some.isSystemStream(stream))
                .findFirst();
        if (provider.isEmpty() || type.isEmpty() || type.equals("dumb")) {
            return plain(columns(-1, environment));
        }
        var refused = environment.get("NO_COLOR");
        return new Screen(
                columns(provider.get().systemStreamWidth(stream), environment),
                true,
                refused == null || refused.isEmpty(),
                charset(stream).name().startsWith("UTF"));
    }

    private static int columns(int asked, Map<String, String> environment) {
        if (asked > 0) {
            return asked;
        }
        var given = environment.getOrDefault("COLUMNS", "");
        return given.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(given) : USUAL_COLUMNS;
    }

    private static Charset charset(SystemStream stream) {
        var name = System.getProperty(stream == SystemStream.Error ? "stderr.encoding" : "stdout.encoding");
        if (name == null) {
            name = System.getProperty("native.encoding"); // before JDK 19
        }
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** Something to draw with that neither reads nor changes the settings of the terminal, nor closes {@code out}. */
    Terminal open(PrintStream out) throws IOException {
        return TerminalBuilder.builder()
                .system(false)
                .streams(InputStream.nullInputStream(), new KeptOpen(out))
                .type(type())
                .size(Size.of(columns, ROWS))
                .nativeSignals(false)
                .paused(true)
                .build();
    }

    private @Nullable String type() {
        return live ? System.getenv("TERM") : "dumb";
    }

    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
