package dev.wove.internal.reuse.reflect;

import dev.wove.PlanException;
import dev.wove.Weave;
import dev.wove.internal.graph.Types;
import dev.wove.internal.reuse.TypeModel;
import dev.wove.internal.reuse.WeaveCheck;
import dev.wove.internal.reuse.WiredInput;
import dev.wove.internal.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A weave class as every run of it needs it: checked, wired, with a call for each method. Read once per class, and kept
 * with the class itself, so that neither keeps the other's class loader alive for longer than it would be. Immutable.
 */
public final class WovenClass {
    private static final ClassValue<WovenClass> READ = new ClassValue<>() {
        @Override
        protected WovenClass computeValue(Class<?> type) {
            var written = Proxies.written(type);
            return written == type ? new WovenClass(type) : of(written);
        }
    };

    /** How messages call it, and what a run is called that has no name of its own. */
    public final String name;

    /** The class as it is written. */
    public final Class<?> type;

    private final WovenTask[] tasks;
    private final List<WiredInput> inputs;
    private final Class<?>[] inputClasses;
    private final Class<?>[] boxedInputClasses;

    private WovenClass(Class<?> type) {
        this.type = type;
        var model = new ReflectedClass(type);
        var check = WeaveCheck.of(model);
        check.throwMistakes();
        name = model.name();
        tasks = check.tasks().stream().map(task -> new WovenTask(type, task)).toArray(WovenTask[]::new);
        inputs = check.inputs();
        inputClasses = inputs.stream()
                .map(input -> ((ReflectedType) input.type()).rawClass())
                .toArray(Class<?>[]::new);
        boxedInputClasses = Arrays.stream(inputClasses).map(WovenTask::boxed).toArray(Class<?>[]::new);
    }

    /**
     * Reads the class of a weave, at its first use.
     *
     * @throws PlanException if it cannot work as declared
     */
    public static WovenClass of(Class<?> weave) {
        return READ.get(weave);
    }

    public static WovenClass of(Weave<?> weave) {
        return READ.get(weave.getClass());
    }

    public int size() {
        return tasks.length;
    }

    public WovenTask task(int index) {
        return tasks[index];
    }

    /** The position of the task of that name, or -1. */
    public int indexOf(String task) {
        for (int i = 0; i < tasks.length; i++) {
            if (tasks[i].name.equals(task)) {
                return i;
            }
        }
        return -1;
    }

    public int inputCount() {
        return inputs.size();
    }

    public String inputName(int index) {
        return inputs.get(index).name();
    }

    TypeModel inputType(int index) {
        return inputs.get(index).type();
    }

    public Class<?> inputClass(int index) {
        return boxedInputClasses[index];
    }

    /** The given values by the position of their inputs, {@link WovenTask#ABSENT} where there is none. */
    public @Nullable Object[] values(Map<String, ? extends @Nullable Object> given, String weave) {
        var values = new Object[inputs.size()];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            var name = inputs.get(i).name();
            boolean isGiven = given.containsKey(name);
            values[i] = isGiven ? checked(i, given.get(name), weave) : WovenTask.ABSENT;
            found += isGiven ? 1 : 0;
        }
        if (found < given.size()) {
            throw unknownInput(given, weave);
        }
        return values;
    }

    private PlanException unknownInput(Map<String, ?> given, String weave) {
        var names = inputs.stream().map(WiredInput::name).toList();
        var unknown = new ArrayList<>(given.keySet());
        unknown.removeAll(names);
        var name = unknown.get(0);
        var has = names.isEmpty() ? "It has no inputs." : "Inputs: " + String.join(", ", names) + ".";
        return new PlanException("Weave '" + weave + "' was given the input '" + Names.plain(name)
                + "', which it does not have.\n  "
                + has
                + (indexOf(name) >= 0 ? " To give a task another value, override it." : Names.suggestion(name, names)));
    }

    private @Nullable Object checked(int index, @Nullable Object value, String weave) {
        var type = inputClasses[index];
        if (value == null ? inputs.get(index).takesNull() : boxedInputClasses[index].isInstance(value)) {
            return value;
        }
        // Java cannot box it
        var valueClass = value == null ? null : ValueClass.find(type.getName(), type);
        if (valueClass != null && WovenTask.boxed(valueClass.content).isInstance(value)) {
            return valueClass.boxing().of(value);
        }
        throw new PlanException("Input '" + inputs.get(index).name() + "' of weave '" + weave + "' has the type "
                + type.getSimpleName() + ", but was given "
                + (value == null ? "null" : Types.a(value.getClass())) + ".\n  Give it "
                + Types.a(type) + ".");
    }
}
