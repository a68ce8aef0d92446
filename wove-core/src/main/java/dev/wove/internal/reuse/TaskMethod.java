package dev.wove.internal.reuse;

import dev.wove.Do;
import dev.wove.TaskKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method that is a task, with the methods it overrides. */
final class TaskMethod {
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";
    /** {@code -gVNPsms}, which Kotlin adds to a name. */
    private static final int HASH = 8;

    private static final String STAGE = "java.util.concurrent.CompletionStage";

    final String name;
    /** The method whose annotations and parameter names count. */
    MethodModel declared;
    /** The one that is called. */
    MethodModel method;

    Do options;
    private final List<MethodModel> chain = new ArrayList<>();

    private TaskMethod(String name, MethodModel method, Do options) {
        this.name = name;
        this.declared = method;
        this.method = method;
        this.options = options;
        chain.add(method);
    }

    /** All tasks of a weave class in their order: superclass first, and an override keeps its place. */
    static List<TaskMethod> of(ClassModel weave) {
        var found = new LinkedHashMap<String, TaskMethod>();
        for (var level : weave.levels()) {
            for (var method : level.methods()) {
                var options = method.annotation(Do.class);
                var overridden = found.get(signature(method));
                if (overridden != null && !method.isStatic()) {
                    overridden.overrideBy(method, options);
                } else if (options != null) {
                    found.put(signature(method), new TaskMethod(method.sourceName(), method, options));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private void overrideBy(MethodModel overriding, @Nullable Do own) {
        method = overriding;
        chain.add(overriding);
        if (own != null) {
            declared = overriding;
            options = own;
        }
    }

    private static String signature(MethodModel method) {
        return method.parameters().stream()
                .map(parameter -> TypeRules.erased(parameter.type()))
                .collect(Collectors.joining(",", nameWithoutHash(method) + "(", ")"));
    }

    /** An override has a hash of its own, or has one where the function it overrides has none. */
    private static String nameWithoutHash(MethodModel method) {
        var name = method.name();
        int hash = method.sourceName().length();
        return name.startsWith(method.sourceName() + "-") && name.length() >= hash + HASH
                ? method.sourceName() + name.substring(hash + HASH)
                : name;
    }

    /** Its parameters without the continuation, as named. */
    List<? extends ParameterModel> parameters() {
        return withoutContinuation(declared);
    }

    List<MethodModel> chain() {
        return List.copyOf(chain);
    }

    /** The type of a parameter of the method that is called. */
    TypeModel type(int parameter) {
        return method.parameters().get(parameter).type();
    }

    boolean takesNull(int parameter) {
        return method.parameters().get(parameter).takesNull();
    }

    /** Kotlin's default values are inherited with the method. */
    boolean hasDefault(int parameter) {
        return chain.stream().anyMatch(m -> m.parameters().get(parameter).hasDefault());
    }

    boolean isSuspending() {
        return withoutContinuation(method).size() < method.parameters().size();
    }

    TaskKind kind(TypeRules types) {
        if (isSuspending()) {
            return TaskKind.SUSPENDING;
        }
        return types.as(method.returnType(), STAGE) != null ? TaskKind.STAGE : TaskKind.BLOCKING;
    }

    /** The type of what one call of the body makes, once it has been waited for. */
    TypeModel made(TypeRules types) {
        if (isSuspending()) {
            var parameters = method.parameters();
            return types.resumedWith(parameters.get(parameters.size() - 1).type());
        }
        var ofStage = types.valueOfStage(method.returnType());
        return ofStage != null ? ofStage : method.returnType();
    }

    private static List<? extends ParameterModel> withoutContinuation(MethodModel method) {
        var all = method.parameters();
        boolean suspends =
                !all.isEmpty() && all.get(all.size() - 1).type().name().equals(CONTINUATION);
        return suspends ? all.subList(0, all.size() - 1) : all;
    }
}
