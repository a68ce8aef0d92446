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
    static final String GENERATED = "javax.annotation.processing.Generated";

    private final Language language;
    private final TypeElement weave;
    private final List<TaskLine> tasks;

    WiringSource(Language language, TypeElement weave, List<TaskLine> tasks) {
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
        return (home.isUnnamed() ? "" : "package " + home.getQualifiedName() + ";\n\n")
                + "/** Calls the tasks of {@code " + weave.getQualifiedName() + "}. */\n"
                + generated()
                + """
                @SuppressWarnings({"auxiliaryclass", "cast", "deprecation", "exports", "preview", "rawtypes", "removal", "unchecked"})
                public final class %s extends %s {
                    /** The tasks. */
                    static final String %s =
                            %s;

                    /** For Wove. */
                    public %s() {}

                    @Override
                    public String[] methods() {
                        return %s.split("\\n");
                    }

                    @Override
                    public Object call(Object self, int index, %s in) throws Throwable {
                        switch (index) {
                %s            default:
                                throw new IndexOutOfBoundsException(index);
                        }
                    }
                }
                """.formatted(
                                simpleName,
                                Wiring.class.getName(),
                                METHODS,
                                methods(),
                                simpleName,
                                METHODS,
                                Arguments.class.getName(),
                                calls());
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
                .map(task -> language.elements().getConstantExpression(task.text()))
                .collect(Collectors.joining("\n            + \"\\n\" + "));
    }

    private String calls() {
        var calls = new StringBuilder();
        for (int i = 0; i < tasks.size(); i++) {
            var method = tasks.get(i).callable();
            if (method != null) {
                calls.append("            case ").append(i).append(":\n").append(call(method));
            }
        }
        return calls.toString();
    }

    private String call(ExecutableElement method) {
        var call =
                "((%s) self).%s(%s);\n".formatted(weave.getQualifiedName(), method.getSimpleName(), arguments(method));
        return method.getReturnType().getKind() == TypeKind.VOID
                ? "                " + call + "                return null;\n"
                : "                return " + call;
    }

    private String arguments(ExecutableElement method) {
        var parameters = method.getParameters();
        return IntStream.range(0, parameters.size())
                .mapToObj(i -> {
                    var type = text(language.types().erasure(parameters.get(i).asType()));
                    boolean isLast = i == parameters.size() - 1;
                    return isLast && type.equals(CONTINUATION)
                            ? "(" + type + ") in.continuation()"
                            : "(" + type + ") in.get(" + i + ")";
                })
                .collect(Collectors.joining(", "));
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
