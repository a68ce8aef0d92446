package dev.wove.internal.reuse.reflect;

import dev.wove.Do;
import dev.wove.PlanException;
import dev.wove.internal.reuse.ClassModel;
import dev.wove.internal.reuse.TypeModel;
import dev.wove.internal.reuse.Wiring;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One class or interface of a weave class, read by reflection. */
final class ReflectedLevel implements ClassModel.Level {

    private final Class<?> type;
    private final Map<TypeVariable<?>, TypeModel> bindings;
    private final List<ReflectedMethod> methods = new ArrayList<>();

    ReflectedLevel(Class<?> type, Map<TypeVariable<?>, TypeModel> bindings) {
        this.type = type;
        this.bindings = bindings;
        read(Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .collect(Collectors.toCollection(ArrayList::new)));
    }

    @Override
    public boolean isKotlin() {
        return type.isAnnotationPresent(kotlin.Metadata.class);
    }

    @Override
    public List<? extends ReflectedMethod> methods() {
        return methods;
    }

    private void read(List<Method> declared) {
        var generated = generated(type);
        var lines = generated == null ? new String[0] : generated.methods();
        var order = new HashMap<String, Integer>();
        var names = new HashMap<String, List<String>>();
        var callable = new HashSet<String>();
        for (int i = 0; i < lines.length; i++) {
            boolean isCallable = !lines[i].startsWith(Wiring.NOT_CALLABLE);
            var line = isCallable ? lines[i] : lines[i].substring(Wiring.NOT_CALLABLE.length());
            int end = line.indexOf(')') + 1;
            var signature = line.substring(0, end);
            order.put(signature, i);
            names.put(signature, namesIn(line.substring(end + 1)));
            if (isCallable) {
                callable.add(signature);
            }
        }
        boolean knowsAll =
                declared.stream().allMatch(m -> !m.isAnnotationPresent(Do.class) || order.containsKey(signature(m)));
        var kotlin = KotlinFunctions.of(type);
        var file = knowsAll && !hasDefaults() ? null : ClassFile.of(type);
        if (knowsAll) {
            declared.sort(Comparator.comparingInt(method -> order.getOrDefault(signature(method), Integer.MAX_VALUE)));
        } else {
            sort(declared, file);
        }
        for (var method : declared) {
            var signature = signature(method);
            boolean isCalled = callable.contains(signature);
            var defaults = defaultsOf(method);
            int bits = defaults == null || file == null
                    ? 0
                    : file.bitsTested(descriptor(defaults), DefaultValues.maskSlot(defaults));
            methods.add(new ReflectedMethod(
                    method,
                    new KotlinMethod(method, isKotlin(), kotlin),
                    bindings,
                    isCalled ? generated : null,
                    isCalled ? order.get(signature) : -1,
                    names.get(signature),
                    defaults,
                    bits));
        }
    }

    private static List<String> namesIn(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    private void sort(List<Method> declared, @Nullable ClassFile file) {
        if (file != null) {
            var inFile = file.methods();
            declared.sort(Comparator.comparingInt(method -> inFile.indexOf(descriptor(method))));
        } else if (declared.stream()
                        .filter(m -> m.isAnnotationPresent(Do.class))
                        .count()
                > 1) {
            throw new PlanException("The order of the tasks in " + type.getSimpleName()
                    + " is not known: its class loader does not give its class file.\n  Let wove-processor run, or load the"
                    + " class from a file.");
        }
    }

    /** What the processor generated for {@code type}, or null. */
    private static @Nullable Wiring generated(Class<?> type) {
        if (type.isLocalClass() || type.isAnonymousClass()) {
            return null;
        }
        try {
            var constructor = Class.forName(type.getName() + Wiring.SUFFIX, true, type.getClassLoader())
                    .getDeclaredConstructor();
            Access.open(constructor, "use what was generated for " + type.getSimpleName(), type);
            return constructor.newInstance() instanceof Wiring wiring ? wiring : null;
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return null;
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("What was generated for " + type.getName() + " cannot be used", e);
        }
    }

    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(ReflectedLevel::erased)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    private static String erased(Class<?> type) {
        return type.isArray() ? erased(type.getComponentType()) + "[]" : type.getName();
    }

    private boolean hasDefaults() {
        return isKotlin()
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().endsWith(DefaultValues.SUFFIX));
    }

    private @Nullable Method defaultsOf(Method method) {
        return isKotlin() ? DefaultValues.find(type, type, method) : null;
    }

    private static String descriptor(Method method) {
        return method.getName() + KotlinMethod.descriptor(method);
    }
}
