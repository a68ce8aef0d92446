package dev.wove.java;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs that a run of a {@link dev.wove.Weave} class is given: {@code given("id", 7).and("limit", 10)}. Immutable. */
public final class Given {
    private static final Given NOTHING = new Given(Map.of());

    private final Map<String, @Nullable Object> values;

    private Given(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** No inputs. */
    public static Given nothing() {
        return NOTHING;
    }

    /** One input. */
    public static Given given(String name, @Nullable Object value) {
        return NOTHING.and(name, value);
    }

    /** These inputs, by name. */
    public static Given given(Map<String, ? extends @Nullable Object> values) {
        return new Given(Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(values)));
    }

    /** The same and one more; a name that was given before gets the new value. */
    public Given and(String name, @Nullable Object value) {
        var more = new LinkedHashMap<String, @Nullable Object>(values);
        more.put(name, value);
        return new Given(Collections.unmodifiableMap(more));
    }

    static Given all(Given... several) {
        var all = NOTHING;
        for (var given : several) {
            for (var input : given.values.entrySet()) {
                all = all.and(input.getKey(), input.getValue());
            }
        }
        return several.length == 1 ? several[0] : all;
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    /** The names; values may be secret. */
    @Override
    public String toString() {
        return "Given" + values.keySet();
    }
}
