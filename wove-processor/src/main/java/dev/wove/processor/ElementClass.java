package dev.wove.processor;

import dev.wove.internal.reuse.ClassModel;
import dev.wove.internal.reuse.TypeModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import kotlin.Metadata;
import org.jspecify.annotations.Nullable;

/** A weave class as the compiler sees it. */
final class ElementClass implements ClassModel {
    private final Language language;
    private final TypeElement weave;
    private final List<ElementLevel> levels;

    /** {@code isSource} tells which classes are being compiled; of others, parameter names may be unknown. */
    ElementClass(Language language, TypeElement weave, Predicate<TypeElement> isSource) {
        this.language = language;
        this.weave = weave;
        this.levels = language.lineage(weave).stream()
                .map(level -> new ElementLevel(language, level, weave, isSource.test(level)))
                .toList();
    }

    @Override
    public String name() {
        return weave.getSimpleName().toString();
    }

    @Override
    public TypeModel type() {
        return new MirrorType(language, weave.asType());
    }

    @Override
    public List<ElementLevel> levels() {
        return levels;
    }

    /** What the class declares itself. */
    ElementLevel own() {
        return levels.get(levels.size() - 1);
    }

    @Override
    public @Nullable TypeModel member(String name) {
        var getter = name.isEmpty() ? name : "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (var type = weave; type != null; type = Language.superclass(type)) {
            for (var kind : List.of(ElementKind.METHOD, ElementKind.FIELD)) {
                for (var member : type.getEnclosedElements()) {
                    var memberType = member.getKind() == kind ? typeOf(member, name, getter) : null;
                    if (memberType != null) {
                        return new MirrorType(language, memberType);
                    }
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable HiddenMember hiddenMember(String name) {
        for (var type = weave; type != null; type = Language.superclass(type)) {
            boolean isKotlin = type.getAnnotation(Metadata.class) != null;
            for (var kind : List.of(ElementKind.METHOD, ElementKind.FIELD)) {
                for (var member : type.getEnclosedElements()) {
                    if (member.getKind() == kind && isHidden(member, name, isKotlin)) {
                        var what = kind == ElementKind.METHOD ? "method" : isKotlin ? "property" : "field";
                        return new HiddenMember(type.getSimpleName().toString(), what);
                    }
                }
            }
        }
        return null;
    }

    /** What a companion object holds is no field of its own in Kotlin. */
    private static boolean isHidden(Element member, String name, boolean isKotlin) {
        var modifiers = member.getModifiers();
        return member.getSimpleName().contentEquals(name)
                && modifiers.contains(Modifier.PRIVATE)
                && (member instanceof ExecutableElement method
                        ? method.getParameters().isEmpty()
                        : !isKotlin || !modifiers.contains(Modifier.STATIC));
    }

    private static @Nullable TypeMirror typeOf(Element member, String name, String getter) {
        boolean isKotlin = member.getEnclosingElement().getAnnotation(Metadata.class) != null;
        if (member.getModifiers().contains(Modifier.PRIVATE)) {
            return null;
        }
        boolean named = member.getSimpleName().contentEquals(name);
        if (member instanceof ExecutableElement method) {
            var methodName = member.getSimpleName().toString();
            // Kotlin adds the module to the names of internal getters
            boolean counts = (named || methodName.equals(getter) || isKotlin && methodName.startsWith(getter + "$"))
                    && method.getParameters().isEmpty();
            return counts ? method.getReturnType() : null;
        }
        return named ? member.asType() : null;
    }

    @Override
    public MirrorType classType(String name, TypeModel... arguments) {
        var type = language.find(name);
        if (type == null) {
            throw new IllegalArgumentException("Not on the class path: " + name);
        }
        var mirrors = Arrays.stream(arguments)
                .map(argument -> ((MirrorType) argument).type())
                .toArray(TypeMirror[]::new);
        DeclaredType declared = language.types().getDeclaredType(type, mirrors);
        return new MirrorType(language, declared);
    }
}
