package dev.wove.tables;

import java.util.List;
import java.util.stream.Collectors;

/** An option that Kotlin's functions take as a parameter of its own. */
record KotlinOption(String name, String declared, String words) {
    /** Those that a policy has, of a single call and of items. One more is a line here, in both if it suits both. */
    static final List<KotlinOption> OF_CALLS = List.of(
            new KotlinOption("retries", "Int? = null", "how many more attempts after the first"),
            new KotlinOption("timeout", "Duration? = null", "bounds one attempt, from when the body starts"));

    static final List<KotlinOption> OF_ITEMS = List.of(
            new KotlinOption("retries", "Int? = null", "how many more attempts after the first, per item"),
            new KotlinOption("timeout", "Duration? = null", "bounds one attempt of an item, from when its body starts"),
            new KotlinOption("workers", "Int? = null", "how many items run at once, at most"),
            new KotlinOption("perMinute", "Int? = null", "how many items start in a minute, at most"));

    static final KotlinOption POLICY = new KotlinOption(
            "policy", "Policy? = null", "all options, as `policy { ... }` makes them; those given here win over its");

    static final KotlinOption NAME = new KotlinOption(
            "name",
            "String? = null",
            "what the task is called; if null, as the property it is assigned to with `by`, or after its position");

    static final KotlinOption AFTER = new KotlinOption(
            "after",
            "List<Task<*>> = emptyList()",
            "tasks that have to succeed first, though their values are not taken");

    static String parameters(List<KotlinOption> options, String indent) {
        return options.stream()
                .map(option -> indent + option.name + ": " + option.declared + ",\n")
                .collect(Collectors.joining());
    }

    static String names(List<KotlinOption> options) {
        return options.stream().map(KotlinOption::name).collect(Collectors.joining(", "));
    }

    static List<String> tags(List<KotlinOption> options) {
        return options.stream()
                .map(option -> "@param " + option.name + " " + option.words)
                .toList();
    }
}
