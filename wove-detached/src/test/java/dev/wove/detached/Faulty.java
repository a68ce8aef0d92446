package dev.wove.detached;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import java.util.ArrayList;

/** A weave whose process has a hard time telling how it ended. */
final class Faulty extends Weave<Object> {
    static {
        if (System.getProperty("wove.test.broken") != null) {
            throw new IllegalStateException("broken on purpose");
        }
    }

    /** A value whose codec is broken. */
    record Value() {}

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
            return Codecs.basic().with("value", Value.class, new Codec<>() {
                @Override
                public String encode(Value value) {
                    throw new AssertionError("no text");
                }

                @Override
                public Value decode(String text) {
                    return new Value();
                }
            });
        }
    }

    @Do
    Object value(@Input String fault) {
        var list = new ArrayList<Object>();
        switch (fault) {
            case "codec" -> {
                return new Value();
            }
            case "cycle" -> list.add(list);
            case "deep" -> {
                Object nested = list;
                for (int i = 0; i < 600; i++) {
                    var outer = new ArrayList<Object>();
                    outer.add(nested);
                    nested = outer;
                }
                return nested;
            }
            case "message" -> throw new Mute();
            default -> {}
        }
        return list;
    }
}
