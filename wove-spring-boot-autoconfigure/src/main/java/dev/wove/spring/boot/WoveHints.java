package dev.wove.spring.boot;

import dev.wove.Weave;
import dev.wove.environment.Remote;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;

/**
 * What is found by reflection, for images made ahead of time: the tasks of weave classes, the methods of {@link Remote}
 * interfaces with the types that go through them, and {@code wove.properties}. Of beans only: hints for other weave classes are
 * the application's.
 */
final class WoveHints implements BeanRegistrationAotProcessor, RuntimeHintsRegistrar {
    /** What the name ends with of a class that wove-processor generates. */
    private static final String GENERATED = "_Weaving";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        hints.resources().registerPattern("wove.properties");
    }

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        var type = ClassUtils.getUserClass(bean.getBeanClass());
        return (context, code) -> {
            var hints = context.getRuntimeHints();
            if (Weave.class.isAssignableFrom(type)) {
                weaveClass(hints, type);
            }
            for (var implemented : ClassUtils.getAllInterfacesForClass(type)) {
                if (implemented.isAnnotationPresent(Remote.class)) {
                    contract(hints, implemented);
                }
            }
        };
    }

    private static void weaveClass(RuntimeHints hints, Class<?> type) {
        for (var level = type; level != null && level != Object.class; level = level.getSuperclass()) {
            hints.reflection()
                    .registerType(
                            level,
                            MemberCategory.INVOKE_PUBLIC_METHODS,
                            MemberCategory.INVOKE_DECLARED_METHODS,
                            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
            // Of wove-processor, if the class was compiled with it.
            hints.reflection()
                    .registerTypeIfPresent(
                            level.getClassLoader(),
                            level.getName() + GENERATED,
                            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
        }
    }

    private static void contract(RuntimeHints hints, Class<?> contract) {
        hints.reflection().registerType(contract, MemberCategory.INVOKE_PUBLIC_METHODS);
        var binding = new BindingReflectionHintsRegistrar();
        for (var method : contract.getMethods()) {
            binding.registerReflectionHints(hints.reflection(), method.getGenericReturnType());
            binding.registerReflectionHints(hints.reflection(), method.getGenericParameterTypes());
        }
    }
}
