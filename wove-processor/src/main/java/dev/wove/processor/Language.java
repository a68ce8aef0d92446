package dev.wove.processor;

import dev.wove.Weave;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** What the compiler says about types. */
record Language(Types types, Elements elements) {

    static TypeElement elementOf(DeclaredType type) {
        return (TypeElement) type.asElement();
    }

    String binaryName(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }

    /** A class by its binary name, or null. */
    @Nullable
    TypeElement find(String binaryName) {
        return elements.getTypeElement(binaryName.replace('$', '.'));
    }

    boolean isWeave(TypeElement type) {
        return type.getQualifiedName().contentEquals(Weave.class.getName());
    }

    /** Whether {@code type} is a weave class, or may be one once its superclass exists. */
    boolean extendsWeave(TypeElement type) {
        for (var above = superclass(type); above != null; above = superclass(above)) {
            if (isWeave(above) || above.asType().getKind() == TypeKind.ERROR) {
                return true;
            }
        }
        return false;
    }

    static @Nullable TypeElement superclass(TypeElement type) {
        return type.getSuperclass() instanceof DeclaredType above ? elementOf(above) : null;
    }

    /** The supertypes, without Object and Weave: a superclass before its subclass, and the type itself last. */
    List<TypeElement> lineage(TypeElement type) {
        var all = new ArrayList<TypeElement>();
        visit(type, all);
        return all;
    }

    private void visit(TypeElement type, List<TypeElement> seen) {
        boolean isRoot = isWeave(type) || type.getQualifiedName().contentEquals(Object.class.getName());
        if (isRoot || seen.contains(type)) {
            return;
        }
        for (var supertype : types.directSupertypes(type.asType())) {
            visit(elementOf((DeclaredType) supertype), seen);
        }
        seen.add(type);
    }

    /** What tells a method from all others of its class: {@code author(int,java.lang.String,a.b.Outer$In[])}. */
    String signature(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> binaryText(types.erasure(parameter.asType())))
                .collect(Collectors.joining(",", method.getSimpleName() + "(", ")"));
    }

    private String binaryText(TypeMirror erased) {
        if (erased instanceof ArrayType array) {
            return binaryText(array.getComponentType()) + "[]";
        }
        return erased instanceof DeclaredType declared ? binaryName(elementOf(declared)) : keyword(erased);
    }

    static String keyword(TypeMirror type) {
        return type.getKind().name().toLowerCase(Locale.ROOT);
    }

    /** In the JVM's own notation: {@code author(ILjava/lang/String;)La/b/Author;}. */
    String descriptor(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> descriptor(parameter.asType()))
                .collect(
                        Collectors.joining("", method.getSimpleName() + "(", ")" + descriptor(method.getReturnType())));
    }

    private String descriptor(TypeMirror type) {
        var erased = types.erasure(type);
        return switch (erased.getKind()) {
            case VOID -> "V";
            case BOOLEAN -> "Z";
            case BYTE -> "B";
            case CHAR -> "C";
            case SHORT -> "S";
            case INT -> "I";
            case LONG -> "J";
            case FLOAT -> "F";
            case DOUBLE -> "D";
            case ARRAY -> "[" + descriptor(((ArrayType) erased).getComponentType());
            case DECLARED -> "L" + binaryName(elementOf((DeclaredType) erased)).replace('.', '/') + ";";
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    /** Whether {@code type} names something that does not exist, or not yet: another processor may make it. */
    static boolean isUnresolved(TypeMirror type) {
        return switch (type.getKind()) {
            case ERROR -> true;
            case ARRAY -> isUnresolved(((ArrayType) type).getComponentType());
            case DECLARED -> ((DeclaredType) type).getTypeArguments().stream().anyMatch(Language::isUnresolved);
            case WILDCARD ->
                isUnresolvedBound(((WildcardType) type).getExtendsBound())
                        || isUnresolvedBound(((WildcardType) type).getSuperBound());
            default -> false;
        };
    }

    static boolean isUnresolvedMethod(ExecutableElement method) {
        return isUnresolved(method.getReturnType())
                || method.getParameters().stream().anyMatch(parameter -> isUnresolved(parameter.asType()));
    }

    private static boolean isUnresolvedBound(@Nullable TypeMirror bound) {
        return bound != null && isUnresolved(bound);
    }

    /** Whether another class in the package of {@code from} may name {@code type} without its arguments. */
    boolean isAccessible(TypeMirror type, TypeElement from) {
        var erased = types.erasure(type);
        if (erased instanceof ArrayType array) {
            return isAccessible(array.getComponentType(), from);
        }
        if (erased.getKind() != TypeKind.DECLARED) {
            return true;
        }
        Element element = ((DeclaredType) erased).asElement();
        while (element instanceof TypeElement named && isVisible(named, from)) {
            element = named.getEnclosingElement();
        }
        return !(element instanceof TypeElement);
    }

    private boolean isVisible(TypeElement type, TypeElement from) {
        var modifiers = type.getModifiers();
        if (modifiers.contains(Modifier.PRIVATE) || KotlinClass.isPrivateMember(type)) {
            return false;
        }
        return modifiers.contains(Modifier.PUBLIC)
                || elements.getPackageOf(type).equals(elements.getPackageOf(from));
    }
}
