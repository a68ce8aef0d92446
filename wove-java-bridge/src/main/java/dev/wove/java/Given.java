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
        return new Given(Collections.singletonMap(name, value));
    }

    /** These inputs, by name. */
    public static Given given(Map<String, ? extends @Nullable Object> values) {
        return new Given(Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(values)));
    }

    /** Gives one more input besides these; a name that was given before gets the new value. */
    public Given and(String name, @Nullable Object value) {
        var more = new LinkedHashMap<String, @Nullable Object>(values);
        more.put(name, value);
        return new Given(Collections.unmodifiableMap(more));
    }

    static Given all(Given... several) {
        if (several.length <= 1) {
            return several.length == 0 ? NOTHING : several[0];
        }
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (var given : several) {
            all.putAll(given.values);
        }
        return given(all);
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
