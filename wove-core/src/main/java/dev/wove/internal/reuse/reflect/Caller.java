package dev.wove.internal.reuse.reflect;

import dev.wove.internal.reuse.Arguments;
import dev.wove.internal.reuse.WiredTask;
import dev.wove.internal.reuse.Wiring;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** Calls the method of a task. */
abstract class Caller {
    private static final MethodType UNIFORM = MethodType.methodType(Object.class, Object.class, Object[].class);

    abstract @Nullable Object call(Object self, Arguments in) throws Throwable;

    /** Generated code if there is some, else a handle; and one that fills in default values where there are any. */
    static Caller of(WiredTask task, boolean suspending) {
        var direct = direct(task, suspending);
        for (var method : task.chain()) {
            var reflected = (ReflectedMethod) method;
            var defaults = reflected.defaults;
            if (defaults != null && reflected.parameters().stream().anyMatch(p -> p.hasDefault())) {
                var filled = new FillingIn(defaults, task.parameters().size(), suspending);
                return new WithDefaults(
                        direct, converted(reflected, filled), task.parameters().size());
            }
        }
        return direct;
    }

    private static Caller direct(WiredTask task, boolean suspending) {
        var chain = task.chain();
        for (int i = chain.size() - 1; i >= 0; i--) {
            var method = (ReflectedMethod) chain.get(i);
            if (method.wiring != null) {
                return converted(method, new Generated(method.wiring, method.indexInWiring));
            }
        }
        var reflected = (ReflectedMethod) task.method();
        int parameters = task.parameters().size();
        var handle = Access.handle(reflected.method).asFixedArity();
        return converted(
                reflected,
                reflected.method.getParameterCount() <= ByShortHandle.MOST
                        ? new ByShortHandle(handle, parameters, suspending)
                        : new ByHandle(handle, parameters, suspending));
    }

    private static Caller converted(ReflectedMethod method, Caller caller) {
        var arguments = method.argumentConversions();
        var result = method.resultConversion();
        return arguments == null && result == null ? caller : new Converted(caller, arguments, result);
    }

    /** The arguments of one call; the continuation of a suspending method is the last. */
    private static @Nullable Object[] arguments(Arguments in, int parameters, boolean suspending) {
        var arguments = new Object[suspending ? parameters + 1 : parameters];
        for (int i = 0; i < parameters; i++) {
            arguments[i] = in.get(i);
        }
        if (suspending) {
            arguments[parameters] = in.continuation();
        }
        return arguments;
    }

    private static final class Generated extends Caller {
        private final Wiring wiring;
        private final int index;

        Generated(Wiring wiring, int index) {
            this.wiring = wiring;
            this.index = index;
        }

        @Override
        @Nullable
        Object call(Object self, Arguments in) throws Throwable {
            return wiring.call(self, index, in);
        }
    }

    private static final class ByHandle extends Caller {
        private final MethodHandle handle;
        private final int parameters;
        private final boolean suspending;

        ByHandle(MethodHandle handle, int parameters, boolean suspending) {
            this.handle = handle.asSpreader(Object[].class, suspending ? parameters + 1 : parameters)
                    .asType(UNIFORM);
            this.parameters = parameters;
            this.suspending = suspending;
        }

        @Override
        @Nullable
        Object call(Object self, Arguments in) throws Throwable {
            return (Object) handle.invokeExact(self, arguments(in, parameters, suspending));
        }
    }

    /** Without an array, which was a tenth of what a small weave allocates. */
    private static final class ByShortHandle extends Caller {
        static final int MOST = 4;

        private final MethodHandle handle;
        private final int parameters;
        private final int arguments;

        ByShortHandle(MethodHandle handle, int parameters, boolean suspending) {
            this.parameters = parameters;
            this.arguments = suspending ? parameters + 1 : parameters;
            this.handle = handle.asType(MethodType.genericMethodType(arguments + 1));
        }

        @Override
        @Nullable
        Object call(Object self, Arguments in) throws Throwable {
            return switch (arguments) {
                case 0 -> (Object) handle.invokeExact(self);
                case 1 -> (Object) handle.invokeExact(self, at(in, 0));
                case 2 -> (Object) handle.invokeExact(self, at(in, 0), at(in, 1));
                case 3 -> (Object) handle.invokeExact(self, at(in, 0), at(in, 1), at(in, 2));
                default -> (Object) handle.invokeExact(self, at(in, 0), at(in, 1), at(in, 2), at(in, 3));
            };
        }

        private @Nullable Object at(Arguments in, int index) {
            return index < parameters ? in.get(index) : in.continuation();
        }
    }

    /** Converts what the method takes and returns. */
    private static final class Converted extends Caller {
        private final Caller caller;
        private final @Nullable Conversion @Nullable [] arguments;
        private final @Nullable Conversion result;

        Converted(Caller caller, @Nullable Conversion @Nullable [] arguments, @Nullable Conversion result) {
            this.caller = caller;
            this.arguments = arguments;
            this.result = result;
        }

        @Override
        @Nullable
        Object call(Object self, Arguments in) throws Throwable {
            var returned = caller.call(self, arguments == null ? in : new Given(in, arguments));
            return result == null ? returned : result.of(returned);
        }

        private record Given(Arguments in, @Nullable Conversion[] conversions) implements Arguments {
            @Override
            public @Nullable Object get(int index) {
                var value = in.get(index);
                var conversion = conversions[index];
                return conversion == null || value == WovenTask.ABSENT ? value : conversion.of(value);
            }

            @Override
            public Continuation<@Nullable Object> continuation() {
                return in.continuation();
            }
        }
    }

    /** Lets Kotlin fill in what is {@linkplain WovenTask#ABSENT absent}. */
    private static final class WithDefaults extends Caller {
        private final Caller direct;
        private final Caller filling;
        private final int parameters;

        WithDefaults(Caller direct, Caller filling, int parameters) {
            this.direct = direct;
            this.filling = filling;
            this.parameters = parameters;
        }

        @Override
        @Nullable
        Object call(Object self, Arguments in) throws Throwable {
            for (int i = 0; i < parameters; i++) {
                if (in.get(i) == WovenTask.ABSENT) {
                    return filling.call(self, in);
                }
            }
            return direct.call(self, in);
        }
    }

    /** With default values for what is absent. */
    private static final class FillingIn extends Caller {
        private final DefaultValues defaults;
        private final int parameters;
        private final boolean suspending;

        FillingIn(Method defaults, int parameters, boolean suspending) {
            this.defaults = new DefaultValues(defaults, parameters, 0);
            this.parameters = parameters;
            this.suspending = suspending;
        }

        @Override
        @Nullable
        Object call(Object self, Arguments in) throws Throwable {
            return defaults.call(self, arguments(in, parameters, suspending));
        }
    }
}
