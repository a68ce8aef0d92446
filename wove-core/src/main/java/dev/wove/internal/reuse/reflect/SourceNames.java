package dev.wove.internal.reuse.reflect;

/** Names of methods as their sources have them. */
public final class SourceNames {
    private SourceNames() {}

    /** What the source of {@code home} calls the method that has this name and descriptor in the class file. */
    public static String of(Class<?> home, String method, String descriptor) {
        var function = KotlinFunctions.of(home).find(method, descriptor);
        return function == null ? method : function.name();
    }
}
