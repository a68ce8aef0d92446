package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** All tables. */
final class Tables {
    private Tables() {}

    static List<Generated> all() {
        var all = new ArrayList<>(JavaFunctions.generated());
        all.add(KotlinMappedTasks.generated());
        all.add(JavaWeaveScope.generated());
        all.add(JavaOverriding.generated());
        all.add(JavaTaskFunctions.generated());
        all.add(JavaScopeCalls.generated());
        all.add(JavaTasks.generated());
        all.add(JavaMappedTasks.generated());
        all.add(JavaMerging.generated());
        all.add(KotlinMerge.generated());
        all.add(KotlinLiveScope.generated());
        all.add(KotlinFunctionBodies.generated());
        all.add(KotlinTaskFunctions.generated());
        return all;
    }
}
