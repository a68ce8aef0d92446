package dev.wove.processor;

import dev.wove.Do;
import dev.wove.internal.reuse.ClassModel;
import dev.wove.internal.reuse.Wiring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
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
    private final TypeElement type;
    private final boolean isSource;
    private final @Nullable KotlinClass kotlin;
    private final @Nullable String generated;
    private final List<ElementMethod> methods = new ArrayList<>();

    ElementLevel(Language language, TypeElement type, TypeElement weave, boolean isSource) {
        this.language = language;
        this.type = type;
        this.isSource = isSource;
        this.kotlin = KotlinClass.of(type);
        this.generated = isSource ? null : generatedFor(type);
        for (var method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            var seen = (ExecutableType) language.types().asMemberOf((DeclaredType) weave.asType(), method);
            methods.add(new ElementMethod(
                    method,
                    nameInSource(method),
                    parameters(method, seen),
                    new MirrorType(language, seen.getReturnType())));
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

    private String nameInSource(ExecutableElement method) {
        var name = kotlin == null ? null : kotlin.name(language.descriptor(method));
        return name == null ? method.getSimpleName().toString() : name;
    }

    /** Tasks of a Kotlin class that its stub leaves out, or whose types its class file does not have. */
    List<String> unseenTasks() {
        return isSource ? List.copyOf(unseen().values()) : unreadable();
    }

    private List<String> unreadable() {
        return methods.stream()
                .filter(method -> method.annotation(Do.class) != null && !SourceVersion.isName(method.name()))
                .map(ElementMethod::sourceName)
                .toList();
    }

    private Map<String, String> unseen() {
        return kotlin == null || !isSource ? Map.of() : kotlin.tasksWithoutJavaName();
    }

    /** The tasks that the class itself declares, in the order of the source. */
    List<TaskLine> tasks() {
        var byDescriptor = new LinkedHashMap<String, TaskLine>();
        for (var method : methods) {
            if (method.annotation(Do.class) != null) {
                byDescriptor.put(language.descriptor(method.element()), line(method));
            }
        }
        return kotlin == null || unseen().isEmpty()
                ? List.copyOf(byDescriptor.values())
                : withUnseen(byDescriptor, kotlin);
    }

    /** Only if the place of each is known; else the class file tells the order, and the names of those that are left out. */
    private List<TaskLine> withUnseen(Map<String, TaskLine> seen, KotlinClass kotlin) {
        if (seen.keySet().stream().anyMatch(kotlin::isGetter)) {
            return List.copyOf(seen.values());
        }
        var all = new LinkedHashMap<>(seen);
        for (var descriptor : unseen().keySet()) {
            var parameters = kotlin.parameters(descriptor);
            if (parameters == null) {
                return List.copyOf(seen.values());
            }
            var names = parameters.stream().map(KotlinClass.Parameter::name).toList();
            all.put(descriptor, new TaskLine(KotlinClass.signature(descriptor), names, null));
        }
        // What the source does not have is inherited, and has its place already
        var order = kotlin.functions();
        return all.entrySet().stream()
                .sorted(Comparator.comparing(entry -> order.indexOf(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private TaskLine line(ElementMethod method) {
        boolean isCallable = language.isAccessible(type.asType(), type)
                && method.element().getParameters().stream()
                        .allMatch(parameter -> language.isAccessible(parameter.asType(), type));
        return new TaskLine(
                language.signature(method.element()),
                method.parameters().stream()
                        .map(parameter -> String.valueOf(parameter.name()))
                        .toList(),
                isCallable ? method.element() : null);
    }

    private List<ElementParameter> parameters(ExecutableElement method, ExecutableType seen) {
        var written = kotlin == null ? null : kotlin.parameters(language.descriptor(method));
        var generatedNames = generated == null ? null : namesIn(generated, language.signature(method));
        var all = new ArrayList<ElementParameter>();
        for (int i = 0; i < seen.getParameterTypes().size(); i++) {
            var element = method.getParameters().get(i);
            var inKotlin = written == null ? null : written.get(i);
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
                .filter(line -> TaskLine.signatureIn(line).equals(signature))
                .findFirst()
                .map(TaskLine::namesIn)
                .orElse(null);
    }
}
