package dev.wove.internal.reuse;

import dev.wove.From;
import dev.wove.Input;
import dev.wove.Item;
import dev.wove.Settled;
import dev.wove.Weave;
import dev.wove.internal.graph.Mapping.Keeps;
import dev.wove.internal.reuse.Mistake.Kind;
import dev.wove.internal.text.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks and inputs that a weave class declares, by name, and what their values are. */
final class Declarations {
    final List<TaskMethod> methods;
    final List<WiredInput> inputs = new ArrayList<>();
    private final ClassModel weave;
    private final TypeRules types;
    private final Map<String, Integer> inputIndex = new LinkedHashMap<>();
    private final Map<String, Integer> taskIndex = new LinkedHashMap<>();

    Declarations(ClassModel weave, TypeRules types, Mistakes mistakes) {
        this.weave = weave;
        this.types = types;
        this.methods = TaskMethod.of(weave);
        methods.forEach(task -> declare(task, mistakes));
    }

    private void declare(TaskMethod task, Mistakes mistakes) {
        var earlier = taskIndex.putIfAbsent(task.name, methods.indexOf(task));
        if (earlier != null) {
            mistakes.add(
                    Kind.DUPLICATE_NAME,
                    "Two tasks in " + weave.name() + " have the name '" + task.name + "'.\n  Give one of the methods"
                            + " another name.",
                    task);
        }
        var parameters = task.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            var input = parameter.annotation(Input.class);
            var name = input == null ? null : nameOf(parameter, input);
            if (name != null) {
                declareInput(task, i, name, mistakes);
            }
        }
    }

    private void declareInput(TaskMethod task, int position, String name, Mistakes mistakes) {
        var earlier = inputIndex.get(name);
        if (earlier != null) {
            mistakes.add(
                    Kind.DUPLICATE_NAME,
                    "Input '" + name + "' of " + weave.name() + " is declared twice, by the tasks '"
                            + inputs.get(earlier).task() + "' and '" + task.name
                            + "'.\n  Drop one @Input: any parameter of that name reads the same input.",
                    task,
                    task.parameters().get(position));
            return;
        }
        inputIndex.put(name, inputs.size());
        inputs.add(new WiredInput(name, task.type(position), task.name, task.takesNull(position)));
    }

    // Names

    /** What a parameter asks for, or null if that is not known. Items need no name. */
    static @Nullable String nameOf(ParameterModel parameter) {
        var from = parameter.annotation(From.class);
        var input = parameter.annotation(Input.class);
        if (from != null) {
            return from.value();
        }
        if (input != null) {
            return nameOf(parameter, input);
        }
        return parameter.annotation(Item.class) != null ? "" : parameter.name();
    }

    private static @Nullable String nameOf(ParameterModel parameter, Input input) {
        return input.value().isEmpty() ? parameter.name() : input.value();
    }

    @Nullable
    Integer task(String name) {
        return taskIndex.get(name);
    }

    @Nullable
    Integer input(String name) {
        return inputIndex.get(name);
    }

    List<String> names() {
        var all = new ArrayList<>(taskIndex.keySet());
        all.addAll(inputIndex.keySet());
        return all;
    }

    // Words for messages

    String label(TaskMethod task) {
        return "Task '" + task.name + "' in " + weave.name();
    }

    String listed() {
        return listedTasks() + (inputs.isEmpty() ? "" : " Inputs: " + String.join(", ", inputIndex.keySet()) + ".");
    }

    String listedTasks() {
        return "\n  Tasks: " + String.join(", ", taskIndex.keySet()) + ".";
    }

    /** The text that suggests what {@code task} may have meant. */
    String suggestion(String name, TaskMethod task) {
        return Names.suggestion(name, others(task));
    }

    /** What {@code task} could take: all but itself and the tasks that wait for it, as far as their parameters tell. */
    List<String> others(TaskMethod task) {
        var waiting = new HashSet<String>(Set.of(task.name));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (var each : methods) {
                boolean waits =
                        each.parameters().stream().map(Declarations::nameOf).anyMatch(waiting::contains)
                                || waiting.contains(each.options.each());
                grows |= waits && waiting.add(each.name);
            }
        }
        var names = names();
        names.removeAll(waiting);
        return names;
    }

    String suggestedTask(String name, TaskMethod task) {
        var tasks = others(task);
        tasks.retainAll(taskIndex.keySet());
        return Names.suggestion(name, tasks);
    }

    // Values

    TypeModel valueOf(TaskMethod task) {
        var made = task.made(types);
        if (task.options.each().isEmpty()) {
            return made;
        }
        return switch (keepsOf(task, made)) {
            case VALUES -> types.listOf(made);
            case OUTCOMES -> types.listOf(types.outcomeOf(made));
            case COUNT -> weave.classType("java.lang.Long");
        };
    }

    static Keeps keepsOf(TaskMethod task, TypeModel made) {
        if (task.declared.annotation(Settled.class) != null) {
            return Keeps.OUTCOMES;
        }
        return TypeRules.isNothing(made) ? Keeps.COUNT : Keeps.VALUES;
    }

    /** What a mapped task is mapped over, or null if there is no such thing. */
    @Nullable
    WiredArgument eachOf(TaskMethod task) {
        var name = task.options.each();
        if (name.equals(Weave.INPUTS)) {
            return new WiredArgument(WiredArgument.Kind.ALL_INPUTS, -1, false);
        }
        var index = taskIndex.get(name);
        if (index != null) {
            return new WiredArgument(WiredArgument.Kind.TASK, index, false);
        }
        var input = inputIndex.get(name);
        return input == null ? null : new WiredArgument(WiredArgument.Kind.INPUT, input, false);
    }

    /** The type of what {@code source}, which is not settled, holds. */
    TypeModel typeOf(WiredArgument source) {
        return source.isTask()
                ? valueOf(methods.get(source.index()))
                : source.isInput() ? inputs.get(source.index()).type() : allInputs();
    }

    TypeModel allInputs() {
        return weave.classType(
                "java.util.Map", weave.classType("java.lang.String"), weave.classType("java.lang.Object"));
    }
}
