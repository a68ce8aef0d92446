package dev.wove.processor;

import dev.wove.internal.reuse.Arguments;
import dev.wove.internal.reuse.Wiring;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The source of the {@link Wiring} of one class. */
final class WiringSource {
    /** The constant in it that names the methods, which the compiler can read from a class file. */
    static final String METHODS = "METHODS";

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";
    private static final String GENERATED = "javax.annotation.processing.Generated";

    private final Language language;
    private final TypeElement weave;
    private final List<ElementMethod> tasks;

    WiringSource(Language language, TypeElement weave, List<ElementMethod> tasks) {
        this.language = language;
        this.weave = weave;
        this.tasks = tasks;
    }

    /** The binary name of the generated class. */
    String name() {
        return language.binaryName(weave) + Wiring.SUFFIX;
    }

    String text() {
        var home = language.elements().getPackageOf(weave);
        var simpleName = name().substring(name().lastIndexOf('.') + 1);
        var text = new StringBuilder();
        if (!home.isUnnamed()) {
            text.append("package ").append(home.getQualifiedName()).append(";\n\n");
        }
        return text.append(generated())
                .append(
                        """
                @SuppressWarnings({"cast", "deprecation", "exports", "preview", "rawtypes", "removal", "unchecked"})
                public final class %s extends %s {
                    static final String %s = %s;

                    public %s() {}

                    @Override
                    public String[] methods() {
                        return %s.split("\\n");
                    }

                    @Override
                    public Object call(Object self, int index, %s in) throws Throwable {
                        %s weave = (%s) self;
                        switch (index) {
                %s            default:
                                throw new IndexOutOfBoundsException(index);
                        }
                    }

                    private static <T> T cast(Object value) {
                        return (T) value;
                    }
                }
                """
                                .formatted(
                                        simpleName,
                                        Wiring.class.getName(),
                                        METHODS,
                                        methods(),
                                        simpleName,
                                        METHODS,
                                        Arguments.class.getName(),
                                        weave.getQualifiedName(),
                                        weave.getQualifiedName(),
                                        calls()))
                .toString();
    }

    /** The annotation that tools look for, where the module of the class can see it. */
    private String generated() {
        var module = language.elements().getModuleOf(weave);
        var annotation = module == null
                ? language.elements().getTypeElement(GENERATED)
                : language.elements().getTypeElement(module, GENERATED);
        return annotation == null ? "" : "@" + GENERATED + "(\"" + WeaveProcessor.class.getName() + "\")\n";
    }

    private String methods() {
        return tasks.stream()
                .map(task -> language.signature(task.element()) + ":"
                        + task.parameters().stream().map(ElementParameter::name).collect(Collectors.joining(",")))
                .map(line -> language.elements().getConstantExpression(line))
                .collect(Collectors.joining(" + \"\\n\"\n            + "));
    }

    private String calls() {
        return IntStream.range(0, tasks.size())
                .mapToObj(i -> "            case " + i + ":\n" + call(tasks.get(i)))
                .collect(Collectors.joining());
    }

    private String call(ElementMethod task) {
        var call = "weave." + task.name() + "(" + arguments(task.element()) + ");\n";
        return task.element().getReturnType().getKind() == TypeKind.VOID
                ? "                " + call + "                return null;\n"
                : "                return " + call;
    }

    private String arguments(ExecutableElement method) {
        var parameters = method.getParameters();
        return IntStream.range(0, parameters.size())
                .mapToObj(i -> {
                    var erased = language.types().erasure(parameters.get(i).asType());
                    boolean isLast = i == parameters.size() - 1;
                    return isLast && text(erased).equals(CONTINUATION)
                            ? "(" + CONTINUATION + ") in.continuation()"
                            : argument(erased, i);
                })
                .collect(Collectors.joining(", "));
    }

    /** What cannot be named here, like a private class inside the weave class, javac infers. */
    private String argument(TypeMirror erased, int index) {
        return language.isAccessible(erased, weave)
                ? "(" + text(erased) + ") in.get(" + index + ")"
                : "cast(in.get(" + index + "))";
    }

    private static String text(TypeMirror erased) {
        if (erased instanceof ArrayType array) {
            return text(array.getComponentType()) + "[]";
        }
        return erased instanceof DeclaredType declared
                ? Language.elementOf(declared).getQualifiedName().toString()
                : Language.keyword(erased);
    }
}
