package dev.wove.java;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A method of a {@link dev.wove.Weave} class, named by a reference such as {@code PostPage::author}. It is never called
 * through it. Serializable because that is how Java lets one ask a reference which method it is.
 */
public interface MethodReference extends Serializable {
    /** A method with no parameters. */
    @FunctionalInterface
    interface Of0<W extends @Nullable Object, T extends @Nullable Object> extends MethodReference {
        T call(W weave) throws Exception;
    }

    /** A method with one parameter. */
    @FunctionalInterface
    interface Of1<W extends @Nullable Object, A extends @Nullable Object, T extends @Nullable Object>
            extends MethodReference {
        T call(W weave, A a) throws Exception;
    }

    /** A method with two parameters. */
    @FunctionalInterface
    interface Of2<
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    T extends @Nullable Object>
            extends MethodReference {
        T call(W weave, A a, B b) throws Exception;
    }

    /** A method with three parameters. */
    @FunctionalInterface
    interface Of3<
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    T extends @Nullable Object>
            extends MethodReference {
        T call(W weave, A a, B b, C c) throws Exception;
    }

    /** A method with four parameters. */
    @FunctionalInterface
    interface Of4<
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    T extends @Nullable Object>
            extends MethodReference {
        T call(W weave, A a, B b, C c, D d) throws Exception;
    }

    /** A method with five parameters. */
    @FunctionalInterface
    interface Of5<
                    W extends @Nullable Object,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    T extends @Nullable Object>
            extends MethodReference {
        T call(W weave, A a, B b, C c, D d, E e) throws Exception;
    }
}
