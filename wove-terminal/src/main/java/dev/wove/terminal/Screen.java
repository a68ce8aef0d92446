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
        var terminal = TerminalBuilder.builder().dumb(false).getProviders(null, new IllegalStateException()).stream()
                .filter(provider -> provider.isSystemStream(stream))
                .findFirst();
        int columns =
                terminal.map(provider -> provider.systemStreamWidth(stream)).orElse(-1);
        return of(terminal.isPresent(), columns, encoding(stream), environment);
    }

    static Screen of(boolean isTerminal, int columns, String encoding, Map<String, String> environment) {
        int width = columns(columns, environment);
        var type = environment.getOrDefault("TERM", "");
        if (!isTerminal || type.isEmpty() || type.equals("dumb")) {
            return plain(width);
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(width, true, colours, encoding.startsWith("UTF"));
    }

    private static int columns(int asked, Map<String, String> environment) {
        if (asked > 0) {
            return asked;
        }
        var given = environment.getOrDefault("COLUMNS", "");
        return given.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(given) : USUAL_COLUMNS;
    }

    private static String encoding(SystemStream stream) {
        var name = System.getProperty(stream == SystemStream.Error ? "stderr.encoding" : "stdout.encoding");
        if (name == null) {
            name = System.getProperty("native.encoding"); // before JDK 19
        }
        return name == null ? Charset.defaultCharset().name() : name;
    }

    /** Something to draw with that neither reads nor changes the settings of the terminal, nor closes {@code out}. */
    Terminal open(PrintStream out) throws IOException {
        return TerminalBuilder.builder()
                .system(false)
                .streams(InputStream.nullInputStream(), new KeptOpen(out))
                .type(live ? System.getenv().getOrDefault("TERM", "ansi") : "dumb")
                .size(Size.of(columns, ROWS))
                .nativeSignals(false)
                .paused(true)
                .build();
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
