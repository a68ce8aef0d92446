package dev.wove.internal.config;

import dev.wove.config.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads settings that were written as text, by keys of which the {@code wove.} is left out. */
final class TextSettings {
    /** What is set for the whole process. */
    static final Map<String, ValueKind> SINGLE = Map.of(
            "virtual-threads", ValueKind.FLAG,
            "thread-names", ValueKind.FLAG,
            "default-environment", ValueKind.NAME);

    private final Settings.Changes changes = new Settings.Changes(Settings.NONE);

    Settings done() {
        return changes.done();
    }

    void put(String key, String value, String origin) {
        if (OfOthers.KEYS.contains(word(key.split("\\.", 2)[0]))) {
            return;
        }
        var where = find(key);
        if (where == null) {
            throw Problems.noSuchKey("wove." + key, origin, knownNear(key));
        }
        put(where, value, origin);
    }

    void put(Key key, String value, String origin) {
        EnvironmentTexts.checkSecret(key.text, value, origin);
        var read = key.kind.read(value);
        if (read == null) {
            throw Problems.wrongValue("wove." + key.text, value.strip(), key.kind, origin);
        }
        changes.put(key.text, new Setting(read, origin));
    }

    /** A key as it is kept, and what its value is. */
    record Key(String text, ValueKind kind) {}

    static @Nullable Key find(String key) {
        int first = key.indexOf('.');
        if (first < 0) {
            var kind = SINGLE.get(word(key));
            return kind == null ? null : new Key(word(key), kind);
        }
        var section = Section.find(word(key.substring(0, first)));
        if (section == Section.ROUTES) {
            return new Key(section.prefix(key.substring(first + 1)) + Section.WHOLE, ValueKind.NAME);
        }
        int last = key.lastIndexOf('.');
        if (section == null || section.isNamed() == (first == last)) {
            return null;
        }
        var option = word(key.substring(last + 1));
        var kind = kind(section, option);
        var name = section.isNamed() ? key.substring(first + 1, last) : null;
        return kind == null || name != null && name.isBlank() ? null : new Key(section.prefix(name) + option, kind);
    }

    /** What stands beside an executor is known to whoever brings that, and is looked at when all is there. */
    private static @Nullable ValueKind kind(Section section, String option) {
        var kind = section.options.get(option);
        return kind == null && section == Section.ENVIRONMENTS && EnvironmentTexts.isOfExecutor(option)
                ? ValueKind.NAME
                : kind;
    }

    /** Kebab and snake case are alike. */
    private static String word(String text) {
        return text.strip().replace('_', '-');
    }

    private static List<String> knownNear(String key) {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        var name = last > first ? key.substring(first + 1, last) : null;
        var all = new ArrayList<String>();
        SINGLE.keySet().forEach(single -> all.add("wove." + single));
        for (var section : Section.values()) {
            if (section.isNamed() == (name != null)) {
                section.options.keySet().forEach(option -> all.add("wove." + section.prefix(name) + option));
            }
        }
        return all;
    }

    // Environment variables, which tell neither dots from dashes nor upper from lower case

    /** The settings of the variables that begin with {@code WOVE_}, and the names of those that are none. */
    static Settings ofEnvironment(Map<String, String> variables, Settings others, List<String> unknown) {
        var read = new TextSettings();
        new LinkedHashMap<>(variables)
                .entrySet().stream()
                        .filter(variable -> variable.getKey().startsWith("WOVE_"))
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(variable -> {
                            var key = ofVariable(variable.getKey().substring("WOVE_".length()), others);
                            if (key == null) {
                                unknown.add(variable.getKey());
                            } else {
                                read.put(key, variable.getValue(), "environment variable " + variable.getKey());
                            }
                        });
        return read.done();
    }

    private static @Nullable Key ofVariable(String variable, Settings others) {
        var words = plain(variable);
        var kind = SINGLE.get(words);
        if (kind != null) {
            return new Key(words, kind);
        }
        for (var section : Section.values()) {
            if (words.startsWith(section.word + "-")) {
                var key = inSection(section, words.substring(section.word.length() + 1), others);
                if (key != null) {
                    return key;
                }
            }
        }
        return null;
    }

    private static @Nullable Key inSection(Section section, String words, Settings others) {
        if (!section.isNamed()) {
            var kind = section.options.get(words);
            return kind == null ? null : new Key(section.prefix(null) + words, kind);
        }
        for (var known : others.names(section)) {
            var start = plain(known) + "-";
            if (section == Section.ENVIRONMENTS && words.startsWith(start)) {
                var option = words.substring(start.length());
                return new Key(section.prefix(known) + option, Objects.requireNonNull(kind(section, option)));
            }
        }
        @Nullable String option = null;
        for (var candidate : section.options.keySet()) {
            boolean ends = words.endsWith("-" + candidate) && words.length() > candidate.length() + 1;
            if (ends && (option == null || option.length() < candidate.length())) {
                option = candidate;
            }
        }
        if (option == null) {
            return null;
        }
        var name = words.substring(0, words.length() - option.length() - 1);
        for (var known : others.names(section)) {
            if (plain(known).equals(name)) {
                name = known;
            }
        }
        return new Key(section.prefix(name) + option, section.options.get(option));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    }

    static ConfigurationException unreadable(String file, Exception why) {
        var problem = new ConfigurationException(
                "The configuration file '" + file + "' cannot be read: " + why + ".\n  Check its path and its rights.");
        problem.initCause(why);
        return problem;
    }
}
