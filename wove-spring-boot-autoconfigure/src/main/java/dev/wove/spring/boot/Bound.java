package dev.wove.spring.boot;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Properties as Boot binds them: {@code 20s} is a duration, {@code all} a constant. */
final class Bound {
    private Bound() {}

    @SuppressWarnings("unchecked")
    static <T> T get(Environment environment, String name, T otherwise) {
        var type = otherwise instanceof Enum<?> constant ? constant.getDeclaringClass() : otherwise.getClass();
        return (T) Binder.get(environment).bind(name, (Class<Object>) type).orElse(otherwise);
    }
}
