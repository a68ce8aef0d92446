package dev.wove.internal.reuse;

import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** A parameter of a method of a weave class. */
public interface ParameterModel {
    /** The name in the source, or null if the class file does not tell. */
    @Nullable
    String name();

    TypeModel type();

    <A extends Annotation> @Nullable A annotation(Class<A> type);

    /** Whether it can be null at all. */
    default boolean takesNull() {
        return type().form() != TypeModel.Form.PRIMITIVE;
    }

    /** Whether it has a default value, as parameters in Kotlin can. */
    boolean hasDefault();
}
