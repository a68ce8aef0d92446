package dev.wove.terminal;

import org.jline.utils.AttributedStyle;

/** The colours of the terminal, which follow its theme. */
final class Colours {
    static final AttributedStyle CRITICAL =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT | AttributedStyle.BLUE);
    static final AttributedStyle RUNNING = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    static final AttributedStyle WAITING = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    static final AttributedStyle FAILED = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    static final AttributedStyle QUIET = AttributedStyle.DEFAULT.faint();

    private Colours() {}
}
