package dev.wove.java;

import dev.wove.PlanException;
import dev.wove.Task;
import dev.wove.environment.RemoteMethod;
import dev.wove.internal.environment.Contracts;
import dev.wove.internal.graph.TaskRef;
import dev.wove.internal.reuse.reflect.SourceNames;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
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

    private final Class<?> home;
    private final SerializedLambda method;
    private final String name;
    private final Class<?> returned;

    private ReferredMethod(Class<?> home, SerializedLambda method, String name, Class<?> returned) {
        this.home = home;
        this.method = method;
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
        try {
            var lambda = Described.of(reference);
            if (lambda == null || lambda.getImplMethodName().startsWith("lambda$")) {
                throw notAMethod(null);
            }
            var loader = reference.getClass().getClassLoader();
            var signature = lambda.getImplMethodSignature();
            var descriptor = MethodType.fromMethodDescriptorString(signature, loader);
            var home = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            var name = SourceNames.of(home, lambda.getImplMethodName(), signature);
            return new ReferredMethod(home, lambda, name, descriptor.wrap().returnType());
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            throw e instanceof PlanException problem ? problem : notAMethod(e);
        }
    }

    /**
     * Has a reference written as if to be stored, and takes what it says of itself. The JDK may ask every reference, where
     * reflection would need its package to be open.
     */
    private static final class Described extends ObjectOutputStream {
        private @Nullable SerializedLambda found;

        private Described() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        static @Nullable SerializedLambda of(MethodReference reference) throws IOException {
            try (var out = new Described()) {
                out.writeObject(reference);
                return out.found;
            }
        }

        /** Nothing else of it is written, so that what it is bound to need not be serializable. */
        @Override
        protected @Nullable Object replaceObject(Object object) {
            found = object instanceof SerializedLambda lambda ? lambda : null;
            return null;
        }
    }

    private static PlanException notAMethod(@Nullable Exception cause) {
        var problem = new PlanException("A task was referred to by something else than a reference to a method that is"
                + " visible there.\n  Write it as PostPage::author, or refer to the task by name.");
        problem.initCause(cause);
        return problem;
    }

    /** The method as one that can run elsewhere. */
    RemoteMethod contract() {
        var contract = Contracts.referred(home, method.getImplMethodName(), method.getImplMethodSignature());
        if (contract.isSuspending()) {
            throw new PlanException(
                    contract.handler() + " is a suspending function of Kotlin, which Java cannot call.\n"
                            + "  Give the interface a plain function: on the worker it may block.");
        }
        return contract;
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
