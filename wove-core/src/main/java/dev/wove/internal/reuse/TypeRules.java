package dev.wove.internal.reuse;

import dev.wove.internal.reuse.TypeModel.Form;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which value may go into which parameter. Java's subtyping with generics, without widening of primitive values: an int
 * goes into an Integer, not into a long.
 */
final class TypeRules {
    private static final String OBJECT = "java.lang.Object";
    private static final Map<String, String> BOXES = Map.of(
            "boolean", "java.lang.Boolean",
            "byte", "java.lang.Byte",
            "char", "java.lang.Character",
            "short", "java.lang.Short",
            "int", "java.lang.Integer",
            "long", "java.lang.Long",
            "float", "java.lang.Float",
            "double", "java.lang.Double",
            "void", "java.lang.Void");

    private final ClassModel classes;

    TypeRules(ClassModel classes) {
        this.classes = classes;
    }

    // What a value is

    /** The type as an argument of a generic class may be. */
    TypeModel boxed(TypeModel type) {
        var box = BOXES.get(type.name());
        return box == null || (type.form() != Form.PRIMITIVE && type.form() != Form.VOID)
                ? type
                : classes.classType(box);
    }

    TypeModel listOf(TypeModel element) {
        return classes.classType("java.util.List", boxed(element));
    }

    TypeModel outcomeOf(TypeModel value) {
        return classes.classType("dev.wove.Outcome", boxed(value));
    }

    static boolean isNothing(TypeModel type) {
        return type.form() == Form.VOID
                || type.name().equals("java.lang.Void")
                || type.name().equals("kotlin.Unit");
    }

    /** What the stage makes, or null if {@code type} is no stage. */
    @Nullable
    TypeModel valueOfStage(TypeModel type) {
        return argument(type, "java.util.concurrent.CompletionStage", 0);
    }

    /** What the items of a value of {@code type} are, or null if it has none. */
    @Nullable
    TypeModel itemOf(TypeModel type) {
        var component = type.component();
        if (component != null) {
            return component;
        }
        var map = as(type, "java.util.Map");
        if (map != null) {
            var entry = map.arguments().toArray(new TypeModel[0]);
            return classes.classType("java.util.Map$Entry", entry);
        }
        for (var source : List.of(
                "java.lang.Iterable",
                "java.util.Iterator",
                "java.util.stream.BaseStream",
                "kotlin.sequences.Sequence",
                "kotlinx.coroutines.flow.Flow")) {
            var item = argument(type, source, 0);
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    /** The type argument of {@code type} seen as {@code className}; Object if raw, null if it is no such class. */
    @Nullable
    TypeModel argument(TypeModel type, String className, int index) {
        var seen = as(type, className);
        if (seen == null) {
            return null;
        }
        return seen.arguments().isEmpty()
                ? classes.classType(OBJECT)
                : upper(seen.arguments().get(index));
    }

    /** What is known of a value whose type is an argument, which may be a wildcard. */
    private TypeModel upper(TypeModel argument) {
        if (argument.form() != Form.WILDCARD) {
            return argument;
        }
        var upper = argument.upper();
        return upper == null ? classes.classType(OBJECT) : upper;
    }

    /** What a parameter of {@code Continuation<? super T>} is resumed with. */
    TypeModel resumedWith(TypeModel continuation) {
        if (continuation.arguments().isEmpty()) {
            return classes.classType(OBJECT);
        }
        var argument = continuation.arguments().get(0);
        var lower = argument.lower();
        return lower != null ? lower : upper(argument);
    }

    // Whether it fits

    boolean fits(TypeModel value, TypeModel wanted) {
        return isSubtype(boxed(value), boxed(wanted));
    }

    private boolean isSubtype(TypeModel a, TypeModel b) {
        if (isObject(b) || isNothing(a) && isNothing(b)) {
            return true;
        }
        return switch (a.form()) {
            case VOID, PRIMITIVE -> a.form() == b.form() && a.name().equals(b.name());
            case WILDCARD -> isSubtype(upper(a), b);
            case VARIABLE -> isSame(a, b) || a.supertypes().stream().anyMatch(bound -> isSubtype(bound, b));
            case ARRAY -> isArraySubtype(a, b);
            case CLASS -> b.form() == Form.CLASS && isClassSubtype(a, b);
        };
    }

    private boolean isArraySubtype(TypeModel a, TypeModel b) {
        var from = a.component();
        var to = b.component();
        if (from != null && to != null) {
            return isSubtype(from, to);
        }
        return b.name().equals("java.lang.Cloneable") || b.name().equals("java.io.Serializable");
    }

    private boolean isClassSubtype(TypeModel a, TypeModel b) {
        var seen = as(a, b.name());
        if (seen == null) {
            return false;
        }
        var have = seen.arguments();
        var want = b.arguments();
        // One of them is raw, which Java lets pass unchecked.
        if (have.size() != want.size()) {
            return true;
        }
        for (int i = 0; i < want.size(); i++) {
            if (!contains(want.get(i), have.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(TypeModel wanted, TypeModel argument) {
        if (wanted.form() != Form.WILDCARD) {
            return isSame(wanted, argument);
        }
        var least = wanted.lower();
        if (least != null) {
            var lower = argument.form() == Form.WILDCARD ? argument.lower() : argument;
            return lower != null && isSubtype(least, lower);
        }
        return isSubtype(upper(argument), upper(wanted));
    }

    private static boolean isSame(@Nullable TypeModel a, @Nullable TypeModel b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (isNothing(a) && isNothing(b)) {
            return true;
        }
        if (a.form() != b.form()
                || !a.name().equals(b.name())
                || a.arguments().size() != b.arguments().size()) {
            return false;
        }
        for (int i = 0; i < a.arguments().size(); i++) {
            if (!isSame(a.arguments().get(i), b.arguments().get(i))) {
                return false;
            }
        }
        return isSame(a.component(), b.component()) && isSame(a.upper(), b.upper()) && isSame(a.lower(), b.lower());
    }

    private static boolean isObject(TypeModel type) {
        return type.form() == Form.CLASS && type.name().equals(OBJECT);
    }

    /** {@code type} seen as {@code className}, or null if it is no such class. */
    @Nullable
    TypeModel as(TypeModel type, String className) {
        if (type.form() == Form.CLASS && type.name().equals(className)) {
            return type;
        }
        if (type.form() == Form.WILDCARD) {
            return as(upper(type), className);
        }
        for (var supertype : type.supertypes()) {
            var seen = as(supertype, className);
            if (seen != null) {
                return seen;
            }
        }
        return null;
    }

    // In words

    /** The name of the class without its type arguments, as the class file has it. */
    static String erased(TypeModel type) {
        var component = type.component();
        if (component != null) {
            return erased(component) + "[]";
        }
        if (type.form() == Form.VARIABLE) {
            return type.supertypes().isEmpty()
                    ? OBJECT
                    : erased(type.supertypes().get(0));
        }
        return type.name();
    }

    /** The type as the source writes it, with simple names. */
    static String text(TypeModel type) {
        var component = type.component();
        if (component != null) {
            return text(component) + "[]";
        }
        if (type.form() == Form.WILDCARD) {
            var upper = type.upper();
            var lower = type.lower();
            return lower != null ? "? super " + text(lower) : upper == null ? "?" : "? extends " + text(upper);
        }
        var name = type.name()
                .substring(Math.max(type.name().lastIndexOf('.'), type.name().lastIndexOf('$')) + 1);
        return type.arguments().isEmpty()
                ? name
                : name + type.arguments().stream().map(TypeRules::text).collect(Collectors.joining(", ", "<", ">"));
    }
}
