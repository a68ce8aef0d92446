package dev.wove.detached;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.codec.Codec;
import dev.wove.codec.CodecSource;
import dev.wove.codec.Codecs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A weave whose process has a hard time telling how it ended. */
final class Faulty extends Weave<Faulty.Value> {
    static {
        if (System.getProperty("test.of.wove.broken") != null) {
            throw new IllegalStateException("broken on purpose");
        }
    }

    /** A value that may hold others of its kind, and itself. */
    record Value(String text, List<Value> inside, @Nullable Unwritable broken) {}

    /** What its codec cannot write. */
    static final class Unwritable {}

    /** A failure that cannot be told. */
    static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException();
        }
    }

    static final class Registered implements CodecSource {
        @Override
        public Codecs codecs() {
            return Codecs.standard().with(Unwritable.class, new Codec<>() {
                @Override
                public String encode(Unwritable value) {
                    throw new AssertionError("no text");
                }

                @Override
                public Unwritable decode(String text) {
                    return new Unwritable();
                }
            });
        }
    }

    private static Value holding(List<Value> inside) {
        return new Value("", inside, null);
    }

    @Do
    Value value(@Input String fault) {
        switch (fault) {
            case "codec" -> {
                return new Value("", List.of(), new Unwritable());
            }
            case "cycle" -> {
                var list = new ArrayList<Value>();
                list.add(holding(list));
                return holding(list);
            }
            case "deep" -> {
                var nested = holding(List.of());
                for (int i = 0; i < 600; i++) {
                    nested = holding(List.of(nested));
                }
                return nested;
            }
            case "large" -> {
                return new Value("x".repeat(4 << 20), List.of(), null);
            }
            case "message" -> throw new Mute();
            case "exit" -> System.exit(5);
            default -> {}
        }
        return new Value(fault, List.of(), null);
    }
}
