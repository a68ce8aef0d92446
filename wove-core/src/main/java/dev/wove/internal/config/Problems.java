package dev.wove.internal.config;

import dev.wove.config.ConfigurationException;
import dev.wove.internal.text.Names;

/** What can be wrong with a configuration. */
final class Problems {
    private Problems() {}

    static ConfigurationException noSuchKey(String key, String origin, Iterable<String> known) {
        return new ConfigurationException(
                "There is no setting '" + Names.plain(key) + "' (" + origin + ")." + Names.suggestion(key, known));
    }

    static ConfigurationException withoutPrefix(String key, String origin) {
        return new ConfigurationException(
                "There is no setting '" + Names.plain(key) + "' (" + origin + ").\n  All of them begin with 'wove.'.");
    }

    static ConfigurationException wrongValue(String key, String value, ValueKind kind, String origin) {
        return new ConfigurationException("Setting '" + Names.plain(key) + "' is '" + Names.plain(value)
                + "', which is not " + kind.what + " (" + origin + ").");
    }

    /** A part of a backoff without the backoff. */
    static ConfigurationException lonely(Setting part, String key) {
        return new ConfigurationException("Part of a backoff is set (" + part.origin() + "), but not '" + key
                + "'.\n  Say how long to wait before the second attempt.");
    }

    static ConfigurationException noSuchName(String what, String name, String where, Iterable<String> known) {
        var all = String.join(", ", known);
        return new ConfigurationException(where + " names " + what + " '" + Names.plain(name)
                + "', which the configuration does not have.\n  " + (all.isEmpty() ? "It has none." : "It has: " + all)
                + Names.suggestion(name, known));
    }

    static ConfigurationException notForAll(String option, String instead) {
        return new ConfigurationException("Option " + option + " cannot be a default of all tasks.\n  " + instead);
    }
}
