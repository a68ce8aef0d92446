package dev.wove.internal.reuse.reflect;

import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.TaskKind;
import dev.wove.environment.RemoteMethod;
import dev.wove.internal.environment.Contracts;
import dev.wove.internal.graph.Mapping.Keeps;
import dev.wove.internal.reuse.Arguments;
import dev.wove.internal.reuse.TypeModel;
import dev.wove.internal.reuse.WiredArgument;
import dev.wove.internal.reuse.WiredTask;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A task of a weave class as every run of it needs it. Immutable. */
public final class WovenTask {
    /** Stands for an input that was not given, where the method fills in a default value. */
    public static final Object ABSENT = new Object();

    public final String name;
    public final TaskKind kind;
    public final Parameters parameters;
    public final @Nullable WiredArgument each;
    public final @Nullable Keeps keeps;

    /** The class of the value, boxed. */
    public final Class<?> valueClass;

    /** The class of what one call makes, boxed; Object where any value is as good. */
    public final Class<?> callClass;

    public final Method method;

    private final Class<?> weave;
    private volatile @Nullable RemoteMethod elsewhere;

    final int[] after;
    private final Policy policy;
    private final @Nullable PolicyMember policyMember;
    private final Caller caller;

    WovenTask(Class<?> weave, WiredTask task) {
        this.weave = weave;
        this.name = task.name();
        this.kind = task.kind();
        this.parameters = new Parameters(task.parameters());
        this.each = task.each();
        this.keeps = task.keeps();
        this.after = task.after().stream().mapToInt(Integer::intValue).toArray();
        this.policy = task.policy();
        this.policyMember = task.policyMember() == null ? null : PolicyMember.find(weave, task.policyMember());
        var method = (ReflectedMethod) task.method();
        var made = boxed(((ReflectedType) task.value()).rawClass());
        this.valueClass = made == Void.class && method.makesUnit() ? Unit.class : made;
        this.callClass = callClass(task.value());
        this.method = method.method;
        this.caller = Caller.of(task, kind == TaskKind.SUSPENDING);
    }

    private Class<?> callClass(TypeModel value) {
        if (keeps == null) {
            return valueClass == Void.class || valueClass == Unit.class ? Object.class : valueClass;
        }
        return keeps == Keeps.VALUES ? boxed(((ReflectedType) value.arguments().get(0)).rawClass()) : Object.class;
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** Calls the method of {@code self}, which does not suspend. */
    public @Nullable Object call(Object self, ItemArguments in, @Nullable Object item) throws Throwable {
        return caller.call(self, new Arguments() {
            @Override
            public @Nullable Object get(int index) {
                return in.get(index, item);
            }

            @Override
            public Continuation<@Nullable Object> continuation() {
                throw new AssertionError("not suspending: " + name);
            }
        });
    }

    /**
     * Starts the suspending method of {@code self}, like {@code startCoroutineUninterceptedOrReturn}. The completion is
     * not last, or Kotlin would take this for a suspending function.
     */
    public @Nullable Object start(
            Continuation<? super @Nullable Object> completion, Object self, ItemArguments in, @Nullable Object item)
            throws Throwable {
        return caller.call(self, new SuspendingCall(in, item, completion));
    }

    /**
     * The method as one that runs elsewhere.
     *
     * @throws PlanException if it cannot
     */
    public RemoteMethod elsewhere() {
        var known = elsewhere;
        if (known == null) {
            var types = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
            known = Contracts.of(weave, method.getName(), types.toMethodDescriptorString());
            elsewhere = known;
        }
        return known;
    }

    /** The tasks to wait for without taking their values. */
    public int[] after() {
        return after;
    }

    /** The options, those that {@code self} holds in a member included. */
    public Policy policy(Object self) {
        if (policyMember == null) {
            return policy;
        }
        try {
            var shared = policyMember.read(self);
            if (shared == null && policyMember.isUnsetIn(self)) {
                throw unset(self);
            }
            return shared == null ? policy : shared.with(policy);
        } catch (ReflectiveOperationException e) {
            throw (PlanException) new PlanException("The policy of task '" + name + "' in "
                            + Proxies.written(self.getClass()).getSimpleName() + " cannot be read: "
                            + (e.getCause() == null ? e : e.getCause()))
                    .initCause(e);
        }
    }

    private PlanException unset(Object self) {
        var home = Proxies.written(self.getClass()).getSimpleName();
        return new PlanException("The policy of task '" + name + "' in " + home
                + " cannot be read: it is a field, and a proxy of " + home
                + " has none of its values.\n  Make it a method, or a static field.");
    }

    /** Where the parameters come from. */
    public static final class Parameters {
        /** The code of a parameter that is neither the value of a task nor an input. */
        public static final int OTHER = Integer.MIN_VALUE;

        public final WiredArgument[] sources;

        /** Where the tasks of the parameters stand among the task's inputs, -1 for the others. */
        public final int[] positions;

        /** The position of a task whose value is taken, the complement of the index of an input, or {@link #OTHER}. */
        public final int[] codes;

        /** How many parameters are tasks. */
        public final int tasks;

        /** These tasks if the value of each is taken, else null. */
        public final int @Nullable [] values;

        public Parameters(List<WiredArgument> all) {
            sources = all.toArray(new WiredArgument[0]);
            positions = new int[sources.length];
            codes = new int[sources.length];
            int count = 0;
            for (int i = 0; i < sources.length; i++) {
                positions[i] = sources[i].isTask() ? count++ : -1;
                codes[i] = switch (sources[i].kind()) {
                    case TASK -> positions[i];
                    case INPUT -> ~sources[i].index();
                    default -> OTHER;
                };
            }
            tasks = count;
            values = all.stream().allMatch(source -> source.kind() == WiredArgument.Kind.TASK || !source.isTask())
                    ? all.stream()
                            .filter(WiredArgument::isTask)
                            .mapToInt(WiredArgument::index)
                            .toArray()
                    : null;
        }
    }
}
