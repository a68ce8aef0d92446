package dev.wove.processor;

import dev.wove.Do;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import kotlin.Metadata;
import kotlin.metadata.Attributes;
import kotlin.metadata.KmAnnotation;
import kotlin.metadata.KmClass;
import kotlin.metadata.KmFunction;
import kotlin.metadata.jvm.JvmAttributes;
import kotlin.metadata.jvm.JvmExtensionsKt;
import kotlin.metadata.jvm.JvmMethodSignature;
import kotlin.metadata.jvm.KotlinClassMetadata;
import org.jspecify.annotations.Nullable;

/** What a Kotlin class says of itself that Java cannot: which parameters have default values, and their names. */
final class KotlinClass {
    private static final String DO = Do.class.getName().replace('.', '/');

    /** A parameter as the Kotlin source has it. */
    record Parameter(String name, boolean hasDefault) {}

    private final Map<String, KmFunction> bySignature = new HashMap<>();

    private KotlinClass(KmClass described) {
        for (var function : described.getFunctions()) {
            JvmMethodSignature signature = JvmExtensionsKt.getSignature(function);
            if (signature != null) {
                bySignature.put(signature.toString(), function);
            }
        }
    }

    /** Null for a class that was not written in Kotlin. */
    static @Nullable KotlinClass of(TypeElement type) {
        var metadata = type.getAnnotation(Metadata.class);
        // Leniently, since a newer compiler's description has what is asked of it here all the same
        return metadata != null && KotlinClassMetadata.readLenient(metadata) instanceof KotlinClassMetadata.Class read
                ? new KotlinClass(read.getKmClass())
                : null;
    }

    /** The parameters in the source, in order; null for what is not a plain function. */
    @Nullable
    List<Parameter> parameters(ExecutableElement method, String descriptor) {
        var function = bySignature.get(method.getSimpleName() + descriptor);
        if (function == null
                || function.getReceiverParameterType() != null
                || !function.getContextParameters().isEmpty()) {
            return null;
        }
        return function.getValueParameters().stream()
                .map(parameter ->
                        new Parameter(parameter.getName(), Attributes.getDeclaresDefaultValue(parameter)))
                .toList();
    }

    /** Tasks with a name that Java cannot write and that is not among {@code seen}. */
    List<String> unseenTasks(List<String> seen) {
        var unseen = new ArrayList<String>();
        bySignature.forEach((signature, function) -> {
            var name = signature.substring(0, signature.indexOf('('));
            if (!SourceVersion.isName(name) && !seen.contains(name) && mayBeTask(function)) {
                unseen.add(function.getName());
            }
        });
        return unseen.stream().sorted().toList();
    }

    private static boolean mayBeTask(KmFunction function) {
        List<KmAnnotation> annotations = function.getAnnotations();
        // Older compilers only say whether there are any
        return annotations.isEmpty()
                ? JvmAttributes.getHasAnnotationsInBytecode(function)
                : annotations.stream().anyMatch(annotation -> annotation.getClassName().equals(DO));
    }
}
