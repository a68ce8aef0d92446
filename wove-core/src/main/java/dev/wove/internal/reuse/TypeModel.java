package dev.wove.internal.reuse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type as it stands in a weave class. Only facts: what they mean is decided in {@link TypeRules}, so that the compiler
 * and a running program come to the same answer in the same words.
 */
public interface TypeModel {
    enum Form {
        VOID,
        PRIMITIVE,
        CLASS,
        ARRAY,
        VARIABLE,
        WILDCARD
    }

    Form form();

    /**
     * The binary name of a class ({@code a.b.Outer$Inner}), the keyword of a primitive type or void, the name of a
     * variable. Empty for arrays and wildcards.
     */
    String name();

    /** The type arguments of a class; none if it is raw or has no parameters. */
    List<? extends TypeModel> arguments();

    /**
     * The direct supertypes of a class, superclass first, with the type arguments of this type filled in; the bounds of a
     * variable. An interface may leave out Object.
     */
    List<? extends TypeModel> supertypes();

    /** What an array is of. */
    @Nullable
    TypeModel component();

    /** The upper bound of a wildcard, null if it has none. */
    @Nullable
    TypeModel upper();

    /** The lower bound of a wildcard, null if it has none. */
    @Nullable
    TypeModel lower();
}
