package dev.wove.internal.config;

import dev.wove.internal.text.Table;
import java.util.TreeMap;

/** A configuration as text: each key, its value, and where that is from. */
final class Explained {
    private static final String BUILT_IN = "built in";

    private Explained() {}

    static String text(Settings settings) {
        var all = new TreeMap<String, Setting>();
        all.put("task.retries", new Setting(0, BUILT_IN));
        all.put("thread-names", new Setting(true, BUILT_IN));
        all.put("weave.on-failure", new Setting("cancel", BUILT_IN));
        all.putAll(settings.all());
        var table = new Table();
        all.forEach((key, setting) -> {
            if (!key.endsWith(".")) {
                table.row(
                        "wove." + shown(key),
                        EnvironmentTexts.isSecret(key) ? "***" : withoutUser(ValueKind.text(setting.value())),
                        setting.origin());
            }
        });
        return table.toString();
    }

    /** What stands before the host of an address may be a password. */
    private static String withoutUser(String value) {
        return value.replaceAll("//[^/@\\s]+@", "//***@");
    }

    static String shown(String key) {
        return key.endsWith("." + Section.WHOLE) ? key.substring(0, key.length() - 2) : key;
    }
}
