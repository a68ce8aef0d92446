package dev.wove.internal.reuse;

import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a weave class or of one of its supertypes, its types seen as members of the weave class. */
public interface MethodModel {
    /** The name as in the class file, mangled if Kotlin did so. */
    String name();

    /** The name in the source: Kotlin adds the module to internal names, and a hash where there are value classes. */
    String sourceName();

    /** All parameters of the class file: the continuation of a suspending function is the last. */
    List<? extends ParameterModel> parameters();

    TypeModel returnType();

    <A extends Annotation> @Nullable A annotation(Class<A> type);

    boolean isStatic();

    boolean isPrivate();

    /** Whether it has type parameters of its own. */
    boolean isGeneric();
}
