package dev.wove.remote.internal.worker;

import dev.wove.codec.Codecs;
import dev.wove.environment.RemoteMethod;
import dev.wove.internal.reuse.reflect.DefaultValues;
import dev.wove.remote.internal.payload.MethodCodecs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A method that can be called by its name on the wire, and the object that it is called on. */
public final class Handler {
    private static final MethodType UNIFORM = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final RemoteMethod method;
    private final @Nullable MethodCodecs codecs;
    private final Supplier<?> target;
    private final MethodHandle call;
    private final @Nullable ArgumentReader arguments;
    private final @Nullable DefaultValues defaults;

    /**
     * @param codecs null if nothing goes over a wire
     * @throws IllegalArgumentException if it cannot be called, or a type cannot pass between processes
     */
    Handler(RemoteMethod method, Supplier<?> target, @Nullable Codecs codecs) {
        this.method = method;
        this.codecs = codecs == null ? null : new MethodCodecs(method, codecs);
        this.target = target;
        var called = method.method();
        this.defaults = called == null || this.codecs == null
                ? null
                : DefaultValues.ofInterface(called, method.parameterTypes().size());
        this.arguments = this.codecs == null ? null : new ArgumentReader(method, this.codecs, defaults);
        if (called == null || !called.trySetAccessible()) {
            throw new IllegalArgumentException(method + " cannot be called: its class is not open to dev.wove.remote.\n"
                    + "  Make it public in an exported package, or open the package.");
        }
        try {
            this.call = MethodHandles.lookup()
                    .unreflect(called)
                    .asFixedArity()
                    .asSpreader(Object[].class, called.getParameterCount())
                    .asType(UNIFORM);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(method + " cannot be called: " + e.getMessage(), e);
        }
    }

    RemoteMethod method() {
        return method;
    }

    List<String> parameterNames() {
        return method.parameterNames();
    }

    boolean isSuspending() {
        return method.isSuspending();
    }

    /** @throws BadArgumentsException if they do not fit */
    @Nullable
    Object[] arguments(@Nullable String json) {
        return arguments.read(json);
    }

    /** @param arguments those of the method, and the continuation of a suspending one behind them */
    @Nullable
    Object call(@Nullable Object[] arguments) throws Throwable {
        if (defaults != null && Arrays.asList(arguments).contains(DefaultValues.ABSENT)) {
            return defaults.call(target.get(), arguments);
        }
        return (Object) call.invokeExact((Object) target.get(), arguments);
    }

    @Nullable
    String encode(@Nullable Object result) throws Exception {
        return codecs.encodeResult(result);
    }
}
