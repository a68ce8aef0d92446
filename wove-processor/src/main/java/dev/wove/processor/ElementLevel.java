package dev.wove.processor;

import dev.wove.Do;
import dev.wove.internal.reuse.ClassModel;
import dev.wove.internal.reuse.Wiring;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** One class or interface of a weave class as the compiler sees it. */
final class ElementLevel implements ClassModel.Level {
    private final Language language;
    private final boolean isSource;
    private final @Nullable KotlinClass kotlin;
    private final @Nullable String generated;
    private final List<ElementMethod> methods = new ArrayList<>();

    ElementLevel(Language language, TypeElement type, TypeElement weave, boolean isSource) {
        this.language = language;
        this.isSource = isSource;
        this.kotlin = KotlinClass.of(type);
        this.generated = isSource ? null : generatedFor(type);
        for (var method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            var seen = (ExecutableType) language.types().asMemberOf((DeclaredType) weave.asType(), method);
            methods.add(new ElementMethod(
                    method, parameters(method, seen), new MirrorType(language, seen.getReturnType())));
        }
    }

    @Override
    public boolean isKotlin() {
        return kotlin != null;
    }

    @Override
    public List<ElementMethod> methods() {
        return methods;
    }

    List<ElementMethod> tasks() {
        return methods.stream()
                .filter(method -> method.annotation(Do.class) != null)
                .toList();
    }

    /** Tasks of a Kotlin class that its stub leaves out, since Java could not name them. */
    List<String> unseenTasks() {
        return kotlin == null || !isSource
                ? List.of()
                : kotlin.unseenTasks(methods.stream().map(ElementMethod::name).toList());
    }

    private List<ElementParameter> parameters(ExecutableElement method, ExecutableType seen) {
        var written = kotlin == null ? null : kotlin.parameters(method, language.descriptor(method));
        var generatedNames = generated == null ? null : namesIn(generated, language.signature(method));
        var all = new ArrayList<ElementParameter>();
        for (int i = 0; i < seen.getParameterTypes().size(); i++) {
            var element = method.getParameters().get(i);
            var inKotlin = written == null || i >= written.size() ? null : written.get(i);
            var name = generatedNames != null ? generatedNames.get(i) : nameOf(element, i, inKotlin);
            boolean hasDefault = inKotlin != null && inKotlin.hasDefault();
            var type = new MirrorType(language, seen.getParameterTypes().get(i));
            all.add(new ElementParameter(element, name, type, hasDefault));
        }
        return all;
    }

    private @Nullable String nameOf(VariableElement element, int index, KotlinClass.@Nullable Parameter inKotlin) {
        if (isSource && inKotlin != null) {
            return inKotlin.name();
        }
        var name = element.getSimpleName().toString();
        // What javac makes up for a class file without names
        return !isSource && name.equals("arg" + index) ? null : name;
    }

    /** What was generated for a class that is compiled already. */
    private @Nullable String generatedFor(TypeElement type) {
        var wiring = language.elements().getTypeElement(language.binaryName(type) + Wiring.SUFFIX);
        if (wiring == null) {
            return null;
        }
        for (var field : ElementFilter.fieldsIn(wiring.getEnclosedElements())) {
            if (field.getSimpleName().contentEquals(WiringSource.METHODS)) {
                return (String) field.getConstantValue();
            }
        }
        return null;
    }

    private static @Nullable List<String> namesIn(String generated, String signature) {
        return generated
                .lines()
                .filter(line -> line.startsWith(signature + ":"))
                .findFirst()
                .map(line -> List.of(line.substring(signature.length() + 1).split(",")))
                .orElse(null);
    }
}
