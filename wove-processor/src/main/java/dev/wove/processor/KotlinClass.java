package dev.wove.processor;

import dev.wove.Do;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import kotlin.Metadata;
import kotlin.metadata.Attributes;
import kotlin.metadata.KmAnnotation;
import kotlin.metadata.KmClass;
import kotlin.metadata.KmFunction;
import kotlin.metadata.Visibility;
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

    private final boolean isPrivate;
    /** In the order of the source. */
    private final Map<String, KmFunction> byDescriptor = new LinkedHashMap<>();

    /** The names of getters by their descriptors. */
    private final Map<String, String> getters = new HashMap<>();

    private KotlinClass(KmClass described) {
        isPrivate = Attributes.getVisibility(described) == Visibility.PRIVATE;
        for (var property : described.getProperties()) {
            var getter = JvmExtensionsKt.getGetterSignature(property);
            if (getter != null) {
                getters.put(getter.toString(), getterName(property.getName()));
            }
        }
        for (var function : described.getFunctions()) {
            JvmMethodSignature signature = JvmExtensionsKt.getSignature(function);
            if (signature != null) {
                byDescriptor.put(signature.toString(), function);
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

    /** Whether the class is private in another, which stubs do not show. */
    static boolean isPrivateMember(TypeElement type) {
        var kotlin = type.getEnclosingElement() instanceof TypeElement ? of(type) : null;
        return kotlin != null && kotlin.isPrivate;
    }

    /** The parameters, the continuation included; null for what is not a plain function. */
    @Nullable
    List<Parameter> parameters(String descriptor) {
        var function = byDescriptor.get(descriptor);
        if (function == null
                || function.getReceiverParameterType() != null
                || !function.getContextParameters().isEmpty()) {
            return null;
        }
        var parameters = new ArrayList<Parameter>();
        for (var parameter : function.getValueParameters()) {
            parameters.add(new Parameter(parameter.getName(), Attributes.getDeclaresDefaultValue(parameter)));
        }
        if (Attributes.isSuspend(function)) {
            parameters.add(new Parameter("$completion", false));
        }
        return parameters;
    }

    private static String getterName(String property) {
        boolean isQuestion =
                property.startsWith("is") && property.length() > 2 && !Character.isLowerCase(property.charAt(2));
        return isQuestion
                ? property
                : "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }

    /** The name in the source, null if there is no such function. */
    @Nullable
    String name(String descriptor) {
        var function = byDescriptor.get(descriptor);
        return function == null ? getters.get(descriptor) : function.getName();
    }

    /** Whether it reads a property. Where that stands among the functions is not told. */
    boolean isGetter(String descriptor) {
        return getters.containsKey(descriptor);
    }

    /** All functions, {@code author(ILjava/lang/String;)La/b/Author;}, in the order of the source. */
    List<String> functions() {
        return List.copyOf(byDescriptor.keySet());
    }

    /** The names in the source of tasks that Java cannot name, by their descriptors. */
    Map<String, String> tasksWithoutJavaName() {
        var tasks = new LinkedHashMap<String, String>();
        byDescriptor.forEach((descriptor, function) -> {
            if (!SourceVersion.isName(descriptor.substring(0, descriptor.indexOf('('))) && mayBeTask(function)) {
                tasks.put(descriptor, function.getName());
            }
        });
        return tasks;
    }

    private static boolean mayBeTask(KmFunction function) {
        List<KmAnnotation> annotations = function.getAnnotations();
        // Older compilers only say whether there are any
        return annotations.isEmpty()
                ? JvmAttributes.getHasAnnotationsInBytecode(function)
                : annotations.stream()
                        .anyMatch(annotation -> annotation.getClassName().equals(DO));
    }

    /** A descriptor as the wiring has it: {@code author(int,java.lang.String)}. */
    static String signature(String descriptor) {
        var parameters = MethodTypeDesc.ofDescriptor(descriptor.substring(descriptor.indexOf('(')))
                .parameterList();
        return parameters.stream()
                .map(KotlinClass::binaryName)
                .collect(Collectors.joining(",", descriptor.substring(0, descriptor.indexOf('(') + 1), ")"));
    }

    private static String binaryName(ClassDesc type) {
        if (type.isArray()) {
            return binaryName(type.componentType()) + "[]";
        }
        var descriptor = type.descriptorString();
        return type.isPrimitive()
                ? type.displayName()
                : descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }
}
