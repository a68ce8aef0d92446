package dev.wove.processor;

import dev.wove.Do;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Warns of annotations that stand where nobody looks for them. */
final class Strays {
    private final Language language;
    private final Messager messager;

    Strays(Language language, Messager messager) {
        this.language = language;
        this.messager = messager;
    }

    void reportIn(TypeElement type) {
        if (isPartOfInterface(type)) {
            return;
        }
        boolean isWeave = language.extendsWeave(type);
        for (var method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            boolean isTask = method.getAnnotation(Do.class) != null;
            if (isTask && !isWeave && !type.getKind().isInterface()) {
                warn(
                        method,
                        "Method '" + method.getSimpleName() + "' is marked @Do, but " + nameOf(type)
                                + " is no weave class, so nothing runs it as a task.\n  Let the class extend Weave, or drop"
                                + " @Do.");
            } else if (!isTask && !overridesTask(type, method)) {
                marked(method)
                        .ifPresent(mark -> warn(
                                method,
                                "A parameter of method '" + method.getSimpleName() + "' in " + nameOf(type)
                                        + " is marked @"
                                        + mark.getSimpleName()
                                        + ", but the method is no task, so nothing gives it a value.\n  Mark the method with @Do,"
                                        + " or drop the annotation."));
            }
        }
    }

    /** Where Kotlin puts the bodies of an interface's functions, once more. */
    private static boolean isPartOfInterface(TypeElement type) {
        return type.getSimpleName().contentEquals("DefaultImpls")
                && type.getEnclosingElement().getKind().isInterface();
    }

    private void warn(Element place, String text) {
        messager.printMessage(Diagnostic.Kind.WARNING, text, place);
    }

    /** With the classes around it, since that of a companion says nothing alone. */
    private String nameOf(TypeElement type) {
        var inPackage =
                language.elements().getPackageOf(type).getQualifiedName().toString();
        var all = type.getQualifiedName().toString();
        return inPackage.isEmpty() ? all : all.substring(inPackage.length() + 1);
    }

    private static Optional<Class<?>> marked(ExecutableElement method) {
        return AnnotationClaim.OURS.stream()
                .filter(mark ->
                        method.getParameters().stream().anyMatch(parameter -> parameter.getAnnotation(mark) != null))
                .findFirst()
                .map(mark -> (Class<?>) mark);
    }

    private boolean overridesTask(TypeElement type, ExecutableElement method) {
        List<TypeElement> levels = language.lineage(type);
        return levels.stream()
                .flatMap(level -> ElementFilter.methodsIn(level.getEnclosedElements()).stream())
                .anyMatch(other -> other.getAnnotation(Do.class) != null
                        && language.elements().overrides(method, other, type));
    }
}
