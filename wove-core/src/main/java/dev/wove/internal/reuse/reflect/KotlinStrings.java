package dev.wove.internal.reuse.reflect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strings that a description of a Kotlin class refers to by number. */
final class KotlinStrings {
    private static final int INTERNAL_NAME = 1;
    private static final int DESCRIPTOR = 2;

    private final String[] given;
    private final List<Entry> entries = new ArrayList<>();

    /** How one string is made. */
    private static final class Entry {
        private int range = 1;
        /** Among the names of Kotlin's own types that are other types in class files, which nobody asks for here. */
        private boolean isBuiltIn;

        private @Nullable String text;
        private int operation;
        private List<Integer> substring = List.of();
        private List<Integer> replaced = List.of();
    }

    KotlinStrings(ProtoReader table, String[] given) {
        this.given = given;
        for (int field = table.field(); field != 0; field = table.field()) {
            if (field == 1) {
                var entry = entry(table.message());
                for (int i = 0; i < entry.range; i++) {
                    entries.add(entry);
                }
            } else {
                table.skip();
            }
        }
    }

    private static Entry entry(ProtoReader in) {
        var entry = new Entry();
        var substring = new ArrayList<Integer>();
        var replaced = new ArrayList<Integer>();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> entry.range = in.number();
                case 2 -> {
                    entry.isBuiltIn = true;
                    in.skip();
                }
                case 3 -> entry.operation = in.number();
                case 4 -> substring.addAll(in.numbers());
                case 5 -> replaced.addAll(in.numbers());
                case 6 -> entry.text = in.text();
                default -> in.skip();
            }
        }
        entry.substring = substring;
        entry.replaced = replaced;
        return entry;
    }

    /** The string of that number, or null if it is the name of a type that the JVM has a type of its own for. */
    @Nullable
    String get(int index) {
        var entry = entries.get(index);
        var text = entry.text;
        if (text == null) {
            if (entry.isBuiltIn) {
                return null;
            }
            text = given[index];
        }
        if (entry.substring.size() == 2) {
            text = text.substring(entry.substring.get(0), entry.substring.get(1));
        }
        if (entry.replaced.size() == 2) {
            text = text.replace((char) (int) entry.replaced.get(0), (char) (int) entry.replaced.get(1));
        }
        return switch (entry.operation) {
            case INTERNAL_NAME -> text.replace('$', '.');
            case DESCRIPTOR -> text.substring(1, text.length() - 1).replace('$', '.');
            default -> text;
        };
    }
}
