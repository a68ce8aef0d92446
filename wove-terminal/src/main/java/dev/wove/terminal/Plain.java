package dev.wove.terminal;

import dev.wove.internal.text.Names;

/** Names from users as they may be printed. */
final class Plain {
    private Plain() {}

    /** {@code name} without what a terminal takes for a command or a new line. */
    static String of(String name) {
        return Names.plain(name);
    }

    /** {@code name} as it may be printed, with its middle left out if it is longer than {@code most}. */
    static String of(String name, int most) {
        var plain = of(name);
        if (plain.length() <= most) {
            return plain;
        }
        int head = (most - 3) / 2;
        return plain.substring(0, head) + "..." + plain.substring(plain.length() - (most - 3 - head));
    }
}
