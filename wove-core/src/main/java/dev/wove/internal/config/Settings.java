package dev.wove.internal.config;

import dev.wove.Backoff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is set, by key without the {@code wove.} in front. Immutable. */
public final class Settings {
    public static final Settings NONE = new Settings(new TreeMap<>());

    private final TreeMap<String, Setting> byKey;

    private Settings(TreeMap<String, Setting> byKey) {
        this.byKey = byKey;
    }

    public Map<String, Setting> all() {
        return Collections.unmodifiableMap(byKey);
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    public @Nullable Setting setting(String key) {
        return byKey.get(key);
    }

    @Nullable
    Object value(String key) {
        var setting = byKey.get(key);
        return setting == null ? null : setting.value();
    }

    /** The names that a section tells something of: {@code partner} for {@code policies.partner.retries}. */
    public List<String> names(Section section) {
        var names = new TreeSet<String>();
        var prefix = section.word + ".";
        for (var key : byKey.keySet()) {
            if (key.startsWith(prefix)) {
                names.add(section.nameIn(key));
            }
        }
        return List.copyOf(names);
    }

    /** Whether both say the same under keys that begin with {@code start}. */
    boolean areAlike(Settings others, String start) {
        return under(start).equals(others.under(start));
    }

    private Map<String, Setting> under(String start) {
        return byKey.subMap(start, start + Character.MAX_VALUE);
    }

    /** Whether a secret is in the environment variable of that name. */
    boolean refersTo(String variable) {
        return byKey.values().stream().anyMatch(setting -> setting.value().equals("env:" + variable));
    }

    /** These, and those of {@code later}, which win. */
    public Settings with(Settings later) {
        if (byKey.isEmpty() || later.byKey.isEmpty()) {
            return byKey.isEmpty() ? later : this;
        }
        var all = new Changes(this);
        later.byKey.forEach(all::put);
        return all.done();
    }

    /** Settings that are being put together. */
    public static final class Changes {
        private final TreeMap<String, Setting> byKey;

        public Changes(Settings base) {
            byKey = new TreeMap<>(base.byKey);
        }

        /** Sets {@code key}; what says the same in another way goes. */
        public void put(String key, Setting setting) {
            int dot = key.lastIndexOf('.') + 1;
            var option = key.substring(dot);
            var section = key.substring(0, dot);
            var value = setting;
            switch (option) {
                case "limit" -> byKey.remove(section + "limiter");
                case "limiter" -> byKey.remove(section + "limit");
                case "listeners", "observers" -> value = withEarlier(byKey.get(key), setting);
                default -> {}
            }
            if (section.startsWith(Section.LIMITERS.prefix(null))) {
                // It is given as a whole, or by its numbers.
                if (option.equals(Section.WHOLE)) {
                    removeStarting(section);
                } else {
                    byKey.remove(section + Section.WHOLE);
                }
            }
            if (setting.value() instanceof Backoff) {
                removeStarting(key + "-");
            }
            byKey.put(key, value);
        }

        private static Setting withEarlier(@Nullable Setting before, Setting setting) {
            if (before == null) {
                return setting;
            }
            var both = new ArrayList<Object>((List<?>) before.value());
            both.addAll((List<?>) setting.value());
            return new Setting(List.copyOf(both), before.origin() + ", " + setting.origin());
        }

        public void putAll(Settings others) {
            others.byKey.forEach(this::put);
        }

        public void removeStarting(String prefix) {
            byKey.subMap(prefix, prefix + Character.MAX_VALUE).clear();
        }

        public Settings done() {
            return new Settings(new TreeMap<>(byKey));
        }
    }
}
