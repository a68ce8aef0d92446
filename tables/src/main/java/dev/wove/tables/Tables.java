package dev.wove.tables;

import java.util.List;

/** All tables. */
final class Tables {
    private Tables() {}

    static List<Generated> all() {
        return List.of(
                KotlinMappedTasks.generated(),
                JavaWeaveScope.generated(),
                JavaOverriding.generated(),
                JavaTaskFunctions.generated(),
                JavaScopeCalls.generated(),
                JavaTasks.generated());
    }
}
