package dev.wove.internal.reuse.reflect;

import dev.wove.Do;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Subclasses that a container makes of a weave class while the program runs, or that its build adds. */
final class Proxies {
    /** CGLIB, Javassist, Guice and Weld; ByteBuddy, Hibernate and Mockito; Micronaut; Quarkus. */
    private static final Pattern GENERATED = Pattern.compile(
            ".+\\$\\$.*|.+\\$(ByteBuddy|HibernateProxy|MockitoMock)\\$.*|.+\\$Intercepted|.+_(ClientProxy|Subclass)");

    private Proxies() {}

    /** The class that somebody wrote. Its methods are called, which are those of the proxy. */
    static Class<?> written(Class<?> weave) {
        var type = weave;
        while (isProxy(type)) {
            type = type.getSuperclass();
        }
        return type;
    }

    /** Only if no task is lost with it, since a person may choose such a name too. */
    private static boolean isProxy(Class<?> type) {
        return GENERATED.matcher(type.getName()).matches()
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(method -> method.isAnnotationPresent(Do.class) && !isInherited(method));
    }

    private static boolean isInherited(Method method) {
        for (Class<?> above = method.getDeclaringClass().getSuperclass();
                above != null;
                above = above.getSuperclass()) {
            try {
                return above.getDeclaredMethod(method.getName(), method.getParameterTypes())
                        .isAnnotationPresent(Do.class);
            } catch (NoSuchMethodException e) {
                // Further up
            }
        }
        return false;
    }
}
