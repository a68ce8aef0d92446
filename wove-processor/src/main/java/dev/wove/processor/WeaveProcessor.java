package dev.wove.processor;

import dev.wove.Do;
import java.io.IOException;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/**
 * Reports what is wrong with a {@link dev.wove.Weave} class as a compiler error at its method or parameter, in the words
 * in which a run would fail, and generates the calls of its tasks, so that running them takes no reflection and no
 * parameter names in class files. Works in javac, and for Kotlin in kapt.
 *
 * <p>Reports, too, what keeps methods of {@link dev.wove.environment.Remote} interfaces from running elsewhere.
 *
 * <p>Abstract classes and interfaces are checked as far as no subclass can change it. Local and anonymous classes are not
 * seen by any processor: they are checked when they first run.
 */
public final class WeaveProcessor extends AbstractProcessor {
    /** Classes that name what another processor may still generate. */
    private final Set<String> waiting = new LinkedHashSet<>();

    private final Set<String> sources = new HashSet<>();
    private final Findings findings = new Findings();

    /** For the compiler, which makes the processor by name. */
    public WeaveProcessor() {}

    /** All, since a subclass may break the wiring that it inherits without an annotation of its own. */
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        var language = new Language(processingEnv.getTypeUtils(), processingEnv.getElementUtils());
        var here = new LinkedHashSet<TypeElement>();
        round.getRootElements().forEach(root -> collect(root, here));
        var strays = new Strays(language, processingEnv.getMessager());
        here.stream().filter(type -> !isUnresolved(language, type)).forEach(strays::reportIn);
        var contracts = new ContractCheck(language, processingEnv.getMessager());
        here.forEach(contracts::reportIn);
        var types = new LinkedHashSet<TypeElement>();
        for (var name : waiting) {
            types.add(language.elements().getTypeElement(name));
        }
        waiting.clear();
        types.addAll(here);
        types.forEach(type -> sources.add(language.binaryName(type)));
        if (!round.processingOver()) {
            var done = new HashSet<TypeElement>();
            // Superclasses first, so that what is wrong in them is reported there
            types.stream()
                    .filter(type -> concerns(language, type))
                    .flatMap(type -> language.lineage(type).stream())
                    .filter(type -> types.contains(type) && done.add(type))
                    .forEach(type -> processIfValid(language, type));
        }
        return false;
    }

    private static void collect(Element element, Set<TypeElement> types) {
        if (element instanceof TypeElement type) {
            types.add(type);
            ElementFilter.typesIn(type.getEnclosedElements()).forEach(nested -> collect(nested, types));
        }
    }

    private void processIfValid(Language language, TypeElement type) {
        try {
            process(language, type);
        } catch (AnnotationTypeMismatchException | IncompleteAnnotationException e) {
            // The compiler itself refuses the value of an option
        }
    }

    private void process(Language language, TypeElement type) {
        if (isUnresolved(language, type)) {
            waiting.add(type.getQualifiedName().toString());
            return;
        }
        var model = new ElementClass(language, type, level -> sources.contains(language.binaryName(level)));
        boolean complete = language.extendsWeave(type) && !type.getModifiers().contains(Modifier.ABSTRACT);
        var unseen = model.levels().stream()
                .flatMap(level -> level.unseenTasks().stream())
                .toList();
        var messager = processingEnv.getMessager();
        if (!unseen.isEmpty()) {
            messager.printMessage(Diagnostic.Kind.NOTE, unseenTasks(model, unseen), type);
        } else if (new Inspection(language, type, model, complete, sources, findings).report(messager)) {
            return;
        }
        generate(language, type, model.own().tasks());
    }

    /** Whether it is a weave class, or an interface that brings tasks to one. */
    private static boolean concerns(Language language, TypeElement type) {
        return language.extendsWeave(type)
                || type.getKind().isInterface()
                        && ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                                .anyMatch(method -> method.getAnnotation(Do.class) != null);
    }

    /** If it stays so, the compiler says it. */
    private static boolean isUnresolved(Language language, TypeElement type) {
        return language.lineage(type).stream()
                .anyMatch(level -> Language.isUnresolved(level.getSuperclass())
                        || level.getInterfaces().stream().anyMatch(Language::isUnresolved)
                        || ElementFilter.methodsIn(level.getEnclosedElements()).stream()
                                .anyMatch(Language::isUnresolvedMethod));
    }

    private static String unseenTasks(ElementClass model, List<String> unseen) {
        return model.name() + " is checked when it first runs, not while it is compiled: kapt leaves out "
                + String.join(", ", unseen) + ", since Java cannot name them.";
    }

    private void generate(Language language, TypeElement type, List<TaskLine> tasks) {
        var source = new WiringSource(language, type, tasks);
        // kapt may have generated it from the same Java source before javac came to it
        if (tasks.isEmpty() || sources.contains(source.name())) {
            return;
        }
        try (var writer =
                processingEnv.getFiler().createSourceFile(source.name(), type).openWriter()) {
            writer.write(source.text());
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, source.name() + " cannot be written: " + e, type);
        }
    }
}
