package dev.wove.processor;

import dev.wove.Do;
import dev.wove.environment.Remote;
import dev.wove.internal.environment.RemoteTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Reports methods that cannot run elsewhere though they are meant to: those of interfaces with a {@link Remote} name, and
 * tasks of weave classes that name an environment. What only a codec knows of a type is found when a task is declared.
 */
final class ContractCheck {
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private final Language language;
    private final Messager messager;

    ContractCheck(Language language, Messager messager) {
        this.language = language;
        this.messager = messager;
    }

    void reportIn(TypeElement type) {
        if (language.extendsWeave(type)) {
            declared(type).stream().filter(ContractCheck::leaves).forEach(method -> check(type, method));
            return;
        }
        var methods = declared(type);
        var marked = methods.stream().filter(method -> method.getAnnotation(Remote.class) != null);
        if (type.getAnnotation(Remote.class) == null && marked.findAny().isEmpty()) {
            return;
        }
        checkName(type);
        Map<String, ExecutableElement> byHandler = new HashMap<>();
        for (var method : methods) {
            checkName(method);
            check(type, method);
            if (isA(method.getReturnType(), CompletionStage.class)) {
                error(method, type, method, RemoteTypes.STAGE.why(), RemoteTypes.STAGE.fix());
            }
            if (byHandler.putIfAbsent(handlerOf(type, method), method) != null) {
                error(method, type, method, RemoteTypes.OVERLOADED.why(), RemoteTypes.OVERLOADED.fix());
            }
        }
    }

    private static List<ExecutableElement> declared(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> !method.getModifiers().contains(Modifier.STATIC)
                        && !method.getModifiers().contains(Modifier.PRIVATE)
                        && !Language.isUnresolvedMethod(method))
                .toList();
    }

    private static boolean leaves(ExecutableElement method) {
        var task = method.getAnnotation(Do.class);
        return task != null
                && !task.environment().isEmpty()
                && !task.environment().equals("local");
    }

    private void checkName(Element named) {
        var remote = named.getAnnotation(Remote.class);
        if (remote != null && !RemoteTypes.isName(remote.value())) {
            messager.printMessage(Diagnostic.Kind.ERROR, RemoteTypes.badName(remote.value()), named);
        }
    }

    private void check(TypeElement owner, ExecutableElement method) {
        var parameters = new ArrayList<VariableElement>(method.getParameters());
        TypeMirror result = method.getReturnType();
        var suspended = parameters.isEmpty() ? null : resultOf(parameters.get(parameters.size() - 1));
        if (suspended != null) {
            parameters.remove(parameters.size() - 1);
            result = suspended;
        }
        for (var parameter : parameters) {
            check(owner, method, parameter, parameter.asType(), "takes a ");
        }
        if (!isA(result, CompletionStage.class)) {
            check(owner, method, method, result, "returns a ");
        }
    }

    /** What a suspending function of Kotlin returns, by its last parameter; null if that is another one. */
    private @Nullable TypeMirror resultOf(VariableElement last) {
        if (!(last.asType() instanceof DeclaredType type)
                || !Language.elementOf(type).getQualifiedName().contentEquals(CONTINUATION)
                || type.getTypeArguments().size() != 1) {
            return null;
        }
        var argument = type.getTypeArguments().get(0);
        return argument instanceof WildcardType wildcard && wildcard.getSuperBound() != null
                ? wildcard.getSuperBound()
                : argument;
    }

    private void check(TypeElement owner, ExecutableElement method, Element place, TypeMirror type, String verb) {
        var what = verb + text(type);
        if (type.getKind() == TypeKind.DECLARED) {
            var declared = Language.elementOf((DeclaredType) type);
            var refusal = RemoteTypes.of(language.binaryName(declared), above -> isA(type, above));
            if (refusal != null) {
                error(place, owner, method, what + refusal.why(), refusal.fix());
            }
        }
    }

    private void error(Element place, TypeElement owner, ExecutableElement method, String what, String fix) {
        messager.printMessage(Diagnostic.Kind.ERROR, RemoteTypes.text(handlerOf(owner, method), what, fix), place);
    }

    private String handlerOf(TypeElement owner, ExecutableElement method) {
        var ofType = owner.getAnnotation(Remote.class);
        var ofMethod = method.getAnnotation(Remote.class);
        return (ofType == null ? owner.getQualifiedName().toString() : ofType.value()) + "."
                + (ofMethod == null ? method.getSimpleName().toString() : ofMethod.value());
    }

    private boolean isA(TypeMirror type, Class<?> above) {
        if (type.getKind() != TypeKind.DECLARED) {
            return false;
        }
        var element = language.elements().getTypeElement(above.getName());
        return element != null
                && language.types()
                        .isAssignable(
                                language.types().erasure(type), language.types().erasure(element.asType()));
    }

    /** As reflection writes it. */
    private String text(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return text(array.getComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getExtendsBound() != null
                    ? "? extends " + text(wildcard.getExtendsBound())
                    : wildcard.getSuperBound() != null ? "? super " + text(wildcard.getSuperBound()) : "?";
        }
        if (!(type instanceof DeclaredType declared)) {
            return type.getKind().isPrimitive() ? Language.keyword(type) : type.toString();
        }
        var name = language.binaryName(Language.elementOf(declared));
        var arguments = declared.getTypeArguments().stream().map(this::text).toList();
        return arguments.isEmpty() ? name : name + "<" + String.join(", ", arguments) + ">";
    }
}
