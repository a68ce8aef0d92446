package dev.wove.processor;

import dev.wove.internal.reuse.TypeModel;
import java.util.List;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** A type as the compiler sees it. */
record MirrorType(Language language, TypeMirror type) implements TypeModel {

    @Override
    public Form form() {
        return switch (type.getKind()) {
            case VOID -> Form.VOID;
            case BOOLEAN, BYTE, CHAR, SHORT, INT, LONG, FLOAT, DOUBLE -> Form.PRIMITIVE;
            case ARRAY -> Form.ARRAY;
            case TYPEVAR -> Form.VARIABLE;
            case WILDCARD -> Form.WILDCARD;
            default -> Form.CLASS;
        };
    }

    @Override
    public String name() {
        return switch (form()) {
            case ARRAY, WILDCARD -> "";
            case VOID, PRIMITIVE -> Language.keyword(type);
            case VARIABLE -> ((TypeVariable) type).asElement().getSimpleName().toString();
            case CLASS -> language.binaryName(Language.elementOf((DeclaredType) type));
        };
    }

    @Override
    public List<MirrorType> arguments() {
        return type instanceof DeclaredType declared ? all(declared.getTypeArguments()) : List.of();
    }

    @Override
    public List<MirrorType> supertypes() {
        if (type instanceof TypeVariable variable) {
            var bound = variable.getUpperBound();
            return all(bound instanceof IntersectionType several ? several.getBounds() : List.of(bound));
        }
        return type.getKind() == TypeKind.DECLARED ? all(language.types().directSupertypes(type)) : List.of();
    }

    @Override
    public @Nullable MirrorType component() {
        return type instanceof ArrayType array ? of(array.getComponentType()) : null;
    }

    @Override
    public @Nullable MirrorType upper() {
        return type instanceof WildcardType wildcard ? of(wildcard.getExtendsBound()) : null;
    }

    @Override
    public @Nullable MirrorType lower() {
        return type instanceof WildcardType wildcard ? of(wildcard.getSuperBound()) : null;
    }

    private @Nullable MirrorType of(@Nullable TypeMirror other) {
        return other == null ? null : new MirrorType(language, other);
    }

    private List<MirrorType> all(List<? extends TypeMirror> types) {
        return types.stream().map(other -> new MirrorType(language, other)).toList();
    }
}
