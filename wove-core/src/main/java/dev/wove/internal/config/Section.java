package dev.wove.internal.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of the configuration, and what may be set in it. */
public enum Section {
    WEAVE("weave", false, ofWeaves()),
    TASK("task", false, of(PolicyOption.OF_TASK)),
    EACH("each", false, of(PolicyOption.OF_TASK, PolicyOption.OF_EACH)),
    WEAVES("weaves", true, ofWeaves()),
    POLICIES("policies", true, of(PolicyOption.ALL)),
    LIMITERS("limiters", true, Map.of("concurrent", ValueKind.COUNT, "per-minute", ValueKind.COUNT)),
    DELIVERY("delivery", false, ofDelivery("")),
    ENVIRONMENTS("environments", true, ofEnvironments()),
    /** Its names are those of classes, and have dots; what is set of them is the name of an environment. */
    ROUTES("routes", true, Map.of());

    /** The option that is all there is to tell of a name. */
    static final String WHOLE = "=";

    final String word;
    private final boolean isNamed;
    final Map<String, ValueKind> options;

    Section(String word, boolean isNamed, Map<String, ValueKind> options) {
        this.word = word;
        this.isNamed = isNamed;
        this.options = options;
    }

    /** Where the settings of {@code name} are; of a section without names, {@code name} is null. */
    String prefix(@Nullable String name) {
        return name == null ? word + "." : word + "." + name + ".";
    }

    boolean isNamed() {
        return isNamed;
    }

    /** The name that {@code key}, which is of this section, tells something of. */
    String nameIn(String key) {
        int end = key.lastIndexOf('.');
        return end <= word.length() ? "" : key.substring(word.length() + 1, end);
    }

    static @Nullable Section find(String word) {
        for (var section : values()) {
            if (section.word.equals(word)) {
                return section;
            }
        }
        return null;
    }

    private static Map<String, ValueKind> ofWeaves() {
        var all = new LinkedHashMap<String, ValueKind>();
        for (var word : WeaveWord.values()) {
            all.put(word.text, word.kind);
        }
        return inText(all);
    }

    private static Map<String, ValueKind> ofDelivery(String prefix) {
        var all = new LinkedHashMap<String, ValueKind>();
        DeliveryOption.ALL.forEach(option -> all.put(prefix + option.word(), option.kind()));
        return all;
    }

    private static Map<String, ValueKind> ofEnvironments() {
        var all = of(PolicyOption.OF_TASK, PolicyOption.OF_EACH);
        all.put(EnvironmentTexts.EXECUTOR, ValueKind.NAME);
        all.put("lazy", ValueKind.FLAG);
        all.putAll(ofDelivery(EnvironmentTexts.DELIVERY));
        return all;
    }

    @SafeVarargs
    private static Map<String, ValueKind> of(List<PolicyOption<?>>... options) {
        var all = new LinkedHashMap<String, ValueKind>();
        for (var some : options) {
            some.forEach(option -> all.put(option.word(), option.kind()));
        }
        return inText(all);
    }

    private static Map<String, ValueKind> inText(Map<String, ValueKind> options) {
        options.values().removeIf(kind -> kind == ValueKind.OBJECT);
        return options;
    }
}
