package dev.wove.internal.reuse;

import org.jspecify.annotations.Nullable;

/**
 * What {@code wove-processor} generates for a class or interface that declares tasks: the names that the class file may
 * lack, and calls without reflection. It has the binary name of the class and {@code _Weaving} after it, is public, and
 * has a public constructor without parameters.
 *
 * <p>Only about the methods that the class itself declares; what it inherits is in the wiring of its superclass.
 */
public abstract class Wiring {
    /** What the name of a generated class ends with. */
    public static final String SUFFIX = "_Weaving";

    /** What a method begins with that {@link #call} cannot call. */
    public static final String NOT_CALLABLE = "!";

    /**
     * The methods with {@link dev.wove.Do} that the class declares, in the order of the source. Each is
     * {@code name(types):names}: the name in the class file, the erased types of all parameters separated by commas, and
     * their names likewise. {@code author(a.b.Post,int):post,limit}
     *
     * <p>One with {@link #NOT_CALLABLE} before it has to be called by reflection: source code cannot name it, or a type in
     * it.
     */
    public abstract String[] methods();

    /**
     * Calls the method at {@code index} in {@link #methods} of {@code self}; a suspending one with
     * {@link Arguments#continuation()}.
     */
    public abstract @Nullable Object call(Object self, int index, Arguments in) throws Throwable;
}
