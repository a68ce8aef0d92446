package dev.wove.internal.reuse.reflect;

import dev.wove.Weave;
import dev.wove.internal.reuse.ClassModel;

/** Lets tests of the rules read classes. */
public final class ReflectedClasses {
    private ReflectedClasses() {}

    public static ClassModel of(Class<? extends Weave<?>> weave) {
        return new ReflectedClass(weave);
    }
}
