package dev.wove.java;

import dev.wove.PlanException;
import dev.wove.Task;
import dev.wove.internal.graph.TaskRef;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The method that a method reference stands for. Found once for each place in the code where the reference is written. */
final class ReferredMethod {
    private static final ClassValue<Cell> FOUND = new ClassValue<>() {
        @Override
        protected Cell computeValue(Class<?> type) {
            return new Cell();
        }
    };

    private static final class Cell {
        private volatile @Nullable ReferredMethod method;
    }

    private final String name;
    private final Class<?> returned;

    private ReferredMethod(String name, Class<?> returned) {
        this.name = name;
        this.returned = returned;
    }

    static ReferredMethod of(MethodReference reference) {
        var cell = FOUND.get(reference.getClass());
        var known = cell.method;
        if (known == null) {
            known = find(reference);
            cell.method = known;
        }
        return known;
    }

    private static ReferredMethod find(MethodReference reference) {
        var type = reference.getClass();
        try {
            var replace = type.getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            var lambda = (SerializedLambda) replace.invoke(reference);
            var name = lambda.getImplMethodName();
            if (name.startsWith("lambda$")) {
                throw notAMethod(null);
            }
            var descriptor =
                    MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), type.getClassLoader());
            return new ReferredMethod(name, descriptor.wrap().returnType());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw e instanceof PlanException problem ? problem : notAMethod(e);
        }
    }

    private static PlanException notAMethod(@Nullable Exception cause) {
        var problem = new PlanException("A task was referred to by something else than a reference to a method that is"
                + " visible there.\n  Write it as PostPage::author, or refer to the task by name.");
        problem.initCause(cause);
        return problem;
    }

    <T extends @Nullable Object> Task<T> single() {
        return TaskRef.unbound(name, returned == Object.class || returned == Void.class ? null : returned);
    }

    <T extends @Nullable Object> Task<List<T>> mapped() {
        return TaskRef.unbound(name, List.class);
    }

    <T extends @Nullable Object> Task<T> awaited() {
        return TaskRef.unbound(name, null);
    }
}
