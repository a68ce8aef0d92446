package dev.wove.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;

/**
 * A number or boolean that is missing is an error, and not 0 or false: a constructor of Java has no default to give. What Kotlin's
 * constructors need is known to Kotlin's module.
 */
final class RequiredNumbers extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    static SimpleModule module() {
        return new SimpleModule("wove-required-numbers") {
            private static final long serialVersionUID = 1L;

            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.appendAnnotationIntrospector(new RequiredNumbers());
            }
        };
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        boolean isNumber =
                member instanceof AnnotatedParameter && member.getRawType().isPrimitive();
        return isNumber && !KotlinTypes.isKotlin(member.getDeclaringClass()) ? true : null;
    }
}
