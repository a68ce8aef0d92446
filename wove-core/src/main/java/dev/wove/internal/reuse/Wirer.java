package dev.wove.internal.reuse;

import dev.wove.From;
import dev.wove.Input;
import dev.wove.Item;
import dev.wove.OrNull;
import dev.wove.Policy;
import dev.wove.Settled;
import dev.wove.Weave;
import dev.wove.internal.graph.Mapping.Keeps;
import dev.wove.internal.graph.Names;
import dev.wove.internal.reuse.Mistake.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what each parameter of a weave class takes, and everything that cannot be. */
final class Wirer {
    private final ClassModel weave;
    private final TypeRules types;
    private final List<TaskMethod> methods;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<WiredInput> inputs = new ArrayList<>();
    private final Map<String, Integer> inputIndex = new LinkedHashMap<>();
    private final Map<String, Integer> taskIndex = new LinkedHashMap<>();

    Wirer(ClassModel weave) {
        this.weave = weave;
        this.types = new TypeRules(weave);
        this.methods = TaskMethod.of(weave);
    }

    WeaveCheck check() {
        if (methods.isEmpty()) {
            mistake(
                    Kind.NO_TASKS,
                    weave.name() + " declares no task.\n  Mark at least one method with @Do.",
                    null,
                    null);
        }
        methods.forEach(this::declare);
        var tasks = methods.stream().map(this::wire).toList();
        checkCycle(tasks);
        checkValue();
        return new WeaveCheck(weave.name(), inOrder(), tasks, inputs);
    }

    /** Mistakes in the order of the tasks, those of the class first. */
    private List<Mistake> inOrder() {
        var order = methods.stream().map(method -> method.declared).toList();
        var sorted = new ArrayList<>(mistakes);
        sorted.sort((a, b) -> Integer.compare(order.indexOf(a.method()), order.indexOf(b.method())));
        return sorted;
    }

    private void mistake(Kind kind, String text, @Nullable TaskMethod task, @Nullable ParameterModel parameter) {
        mistakes.add(new Mistake(kind, text, task == null ? null : task.declared, parameter));
    }

    private String label(TaskMethod task) {
        return "Task '" + task.name + "' in " + weave.name();
    }

    // Names

    private void declare(TaskMethod task) {
        var earlier = taskIndex.putIfAbsent(task.name, methods.indexOf(task));
        if (earlier != null) {
            mistake(
                    Kind.DUPLICATE_NAME,
                    "Two tasks in " + weave.name() + " have the name '" + task.name + "'.\n  Give one of the methods"
                            + " another name.",
                    task,
                    null);
        }
        checkMethod(task);
        var parameters = task.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            var input = parameter.annotation(Input.class);
            var name = input == null ? null : nameOf(parameter, input);
            if (name != null) {
                declareInput(task, parameter, name, task.type(i));
            }
        }
    }

    private void checkMethod(TaskMethod task) {
        var modifier = task.method.isStatic()
                ? "static"
                : task.method.isPrivate() ? "private" : task.method.isGeneric() ? "generic" : null;
        if (modifier != null) {
            mistake(
                    Kind.BAD_METHOD,
                    label(task) + " is a " + modifier + " method, which a weave cannot call.\n  "
                            + (modifier.equals("generic")
                                    ? "Move its type parameters to the class."
                                    : "Drop '" + modifier + "'."),
                    task,
                    null);
        }
        if (task.parameters().stream().anyMatch(parameter -> nameOf(parameter) == null)) {
            mistake(
                    Kind.NO_PARAMETER_NAMES,
                    label(task) + " has parameters without names in its class file, and names are the wiring.\n"
                            + "  Compile with -parameters (javac) or -java-parameters (Kotlin; javaParameters in the"
                            + " build), or let wove-processor run.",
                    task,
                    null);
        }
    }

    private void declareInput(TaskMethod task, ParameterModel parameter, String name, TypeModel type) {
        var earlier = inputIndex.get(name);
        if (earlier != null) {
            mistake(
                    Kind.DUPLICATE_NAME,
                    "Input '" + name + "' of " + weave.name() + " is declared twice, by the tasks '"
                            + inputs.get(earlier).task() + "' and '" + task.name
                            + "'.\n  Drop one @Input: any parameter of that name reads the same input.",
                    task,
                    parameter);
            return;
        }
        inputIndex.put(name, inputs.size());
        inputs.add(new WiredInput(name, type, task.name));
    }

    /** What a parameter asks for, or null if that is not known. Items need no name. */
    private static @Nullable String nameOf(ParameterModel parameter) {
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

    private String declared() {
        var text = "\n  Tasks: " + String.join(", ", taskIndex.keySet()) + ".";
        return inputs.isEmpty() ? text : text + " Inputs: " + String.join(", ", inputIndex.keySet()) + ".";
    }

    private String suggestion(String name) {
        return Names.suggestion(name, namesOfAll());
    }

    // One task

    private WiredTask wire(TaskMethod task) {
        var options = task.options;
        Policy policy =
                new DeclaredOptions(options, label(task), (kind, text) -> mistake(kind, text, task, null)).policy();
        boolean mapped = !options.each().isEmpty();
        checkMapped(task, policy, mapped);
        var member = options.policy().isEmpty() ? null : options.policy();
        checkMember(task, member);
        var kind = task.kind(types);
        var made = task.made(types);
        checkAwaited(task, made);
        var each = mapped ? eachOf(task) : null;
        var keeps = mapped ? keepsOf(task, made) : null;
        return new WiredTask(
                task.name,
                kind,
                task.declared,
                task.method,
                task.chain(),
                policy,
                member,
                parametersOf(task, each, mapped),
                each,
                keeps,
                afterOf(task),
                valueOf(task));
    }

    private TypeModel valueOf(TaskMethod task) {
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

    private static Keeps keepsOf(TaskMethod task, TypeModel made) {
        if (task.declared.annotation(Settled.class) != null) {
            return Keeps.OUTCOMES;
        }
        return TypeRules.isNothing(made) ? Keeps.COUNT : Keeps.VALUES;
    }

    private void checkMapped(TaskMethod task, Policy policy, boolean mapped) {
        if (mapped) {
            return;
        }
        var option = policy.workers() != null
                ? "workers = " + policy.workers()
                : policy.maxPending() != null ? "maxPending = " + policy.maxPending() : null;
        if (option != null) {
            mistake(
                    Kind.NOT_MAPPED,
                    label(task) + " has the option " + option
                            + ", but is not mapped over items.\n  Leave it out, or say"
                            + " with each what the task is mapped over.",
                    task,
                    null);
        }
        if (task.declared.annotation(Settled.class) != null) {
            mistake(
                    Kind.NOT_MAPPED,
                    label(task)
                            + " is marked @Settled, but is not mapped over items.\n  Mark the parameters that take its"
                            + " outcome, or say with each what the task is mapped over.",
                    task,
                    null);
        }
    }

    private void checkMember(TaskMethod task, @Nullable String member) {
        if (member == null) {
            return;
        }
        var type = weave.member(member);
        if (type == null || !types.fits(type, weave.classType("dev.wove.Policy"))) {
            mistake(
                    Kind.BAD_OPTION,
                    label(task) + " has the option policy = \"" + member + "\", but " + weave.name()
                            + (type == null
                                    ? " has no such field, and no such method without parameters"
                                    : " has there a " + TypeRules.text(type))
                            + ".\n  Declare it with the type Policy, and not private.",
                    task,
                    null);
        }
    }

    private void checkAwaited(TaskMethod task, TypeModel made) {
        if (types.valueOfStage(made) != null) {
            mistake(
                    Kind.UNAWAITED_STAGE,
                    label(task) + (task.isSuspending() ? " suspends and returns a " : " makes a ")
                            + TypeRules.text(made) + ", which nobody would wait for.\n  "
                            + (task.isSuspending()
                                    ? "Await it and return its value, or drop 'suspend'."
                                    : "Return the stage of the value itself."),
                    task,
                    null);
        }
    }

    private @Nullable Source eachOf(TaskMethod task) {
        var name = task.options.each();
        var what = label(task) + " is mapped over '" + name + "'";
        if (name.equals(Weave.INPUTS)) {
            return new Source(Source.Kind.ALL_INPUTS, -1, false);
        }
        var index = taskIndex.get(name);
        var input = inputIndex.get(name);
        if (index == null && input == null) {
            mistake(
                    Kind.UNKNOWN_NAME,
                    what + ", which is neither a task nor an input." + declared() + suggestion(name),
                    task,
                    null);
            return null;
        }
        var type =
                index != null ? valueOf(methods.get(index)) : inputs.get(input).type();
        if (types.itemOf(type) == null) {
            mistake(
                    Kind.NOT_ITERABLE,
                    what + (index != null ? ", which makes " : ", which is of the type ") + TypeRules.text(type)
                            + " and has no items.\n  Map over an Iterable, an array, a Map, a Sequence, a Stream or a"
                            + " Flow.",
                    task,
                    null);
        }
        return index != null ? new Source(Source.Kind.TASK, index, false) : new Source(Source.Kind.INPUT, input, false);
    }

    private @Nullable TypeModel itemType(TaskMethod task) {
        var name = task.options.each();
        var index = taskIndex.get(name);
        var input = inputIndex.get(name);
        if (name.equals(Weave.INPUTS)) {
            return types.itemOf(allInputs());
        }
        return index != null
                ? types.itemOf(valueOf(methods.get(index)))
                : input != null ? types.itemOf(inputs.get(input).type()) : null;
    }

    private List<Integer> afterOf(TaskMethod task) {
        var after = new ArrayList<Integer>();
        for (var name : task.options.after()) {
            var index = taskIndex.get(name);
            if (index != null) {
                after.add(index);
            } else {
                mistake(
                        Kind.UNKNOWN_NAME,
                        label(task) + " comes after '" + name + "', which is not a task.\n  Tasks: "
                                + String.join(", ", taskIndex.keySet()) + "."
                                + Names.suggestion(name, taskIndex.keySet()),
                        task,
                        null);
            }
        }
        return after;
    }

    // Parameters

    private List<Source> parametersOf(TaskMethod task, @Nullable Source each, boolean mapped) {
        var parameters = task.parameters();
        var sources = new ArrayList<@Nullable Source>(Collections.nCopies(parameters.size(), null));
        var free = new ArrayList<Integer>();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            checkMarks(task, parameter, mapped);
            var source = sourceOf(task, parameter, i);
            sources.set(i, source);
            if (source == null
                    && parameter.annotation(From.class) == null
                    && parameter.annotation(Item.class) == null) {
                free.add(i);
            }
        }
        int item = mapped ? itemOf(task, sources, free) : -1;
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            if (i == item) {
                checkItem(task, parameter, task.type(i));
                sources.set(i, new Source(Source.Kind.ITEM, -1, false));
            } else if (sources.get(i) != null) {
                checkType(task, i, sources.get(i));
            } else if (free.contains(i) && task.hasDefault(i)) {
                sources.set(i, new Source(Source.Kind.DEFAULT, -1, true));
            } else if (nameOf(parameter) != null && !(mapped && item < 0 && free.contains(i)) && !isItem(parameter)) {
                unknown(task, parameter);
            }
        }
        // Only complete if nothing was found to be wrong.
        return sources.stream()
                .map(source -> source == null ? new Source(Source.Kind.DEFAULT, -1, true) : source)
                .toList();
    }

    private static boolean isItem(ParameterModel parameter) {
        return parameter.annotation(Item.class) != null;
    }

    private void unknown(TaskMethod task, ParameterModel parameter) {
        var name = String.valueOf(nameOf(parameter));
        boolean from = parameter.annotation(From.class) != null;
        var others = namesOfAll();
        others.remove(task.name);
        mistake(
                Kind.UNKNOWN_NAME,
                (from
                                ? "A parameter of task '" + task.name + "' in " + weave.name() + " is taken from '"
                                        + name + "', which is"
                                : "Parameter '" + name + "' of task '" + task.name + "' in " + weave.name()
                                        + " is the name of")
                        + " neither a task nor an input." + declared()
                        + (Names.nearest(name, others) == null && !from
                                ? "\n  If it is an input, declare it with @Input."
                                : Names.suggestion(name, others)),
                task,
                parameter);
    }

    private List<String> namesOfAll() {
        var all = new ArrayList<>(taskIndex.keySet());
        all.addAll(inputIndex.keySet());
        return all;
    }

    /** Which parameter gets the item; -1, with a mistake, if that cannot be told. */
    private int itemOf(TaskMethod task, List<@Nullable Source> sources, List<Integer> free) {
        var parameters = task.parameters();
        var marked = new ArrayList<Integer>();
        for (int i = 0; i < parameters.size(); i++) {
            if (isItem(parameters.get(i))) {
                marked.add(i);
            }
        }
        var candidates = marked;
        if (marked.isEmpty()) {
            var needed = free.stream().filter(i -> !task.hasDefault(i)).toList();
            candidates = new ArrayList<>(needed.isEmpty() ? free : needed);
        }
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (parameters.stream().anyMatch(parameter -> nameOf(parameter) == null)) {
            return -1;
        }
        var need = "Mapped task '" + task.name + "' in " + weave.name()
                + " needs exactly one parameter for the item, but ";
        if (candidates.isEmpty()) {
            mistake(
                    Kind.NO_ITEM,
                    need + (parameters.isEmpty() ? "has none" : "each of its parameters names a task or an input")
                            + ".\n  Add a parameter with another name, or mark one with @Item.",
                    task,
                    null);
        } else {
            var names = candidates.stream()
                    .map(i -> "'" + parameters.get(i).name() + "'")
                    .collect(Collectors.joining(", "));
            mistake(
                    Kind.SEVERAL_ITEMS,
                    need + names + (marked.isEmpty() ? " name neither a task nor an input" : " are marked with @Item")
                            + ".\n  Mark the one that gets the item with @Item, and name the others after what they take.",
                    task,
                    parameters.get(candidates.get(1)));
        }
        return -1;
    }

    /** What a parameter asks for by its name, or null if there is no such thing. */
    private @Nullable Source sourceOf(TaskMethod task, ParameterModel parameter, int position) {
        var name = nameOf(parameter);
        if (name == null || isItem(parameter)) {
            return null;
        }
        boolean orNull = parameter.annotation(OrNull.class) != null;
        boolean hasDefault = task.hasDefault(position);
        boolean isDeclaredInput = parameter.annotation(Input.class) != null;
        var input = inputIndex.get(name);
        var index = isDeclaredInput ? null : taskIndex.get(name);
        if (name.equals(Weave.INPUTS)) {
            return new Source(Source.Kind.ALL_INPUTS, -1, false);
        }
        if (index != null) {
            var kind = parameter.annotation(Settled.class) != null
                    ? Source.Kind.SETTLED
                    : orNull ? Source.Kind.TASK_OR_NULL : Source.Kind.TASK;
            return new Source(kind, index, false);
        }
        if (input != null) {
            return new Source(orNull ? Source.Kind.INPUT_OR_NULL : Source.Kind.INPUT, input, hasDefault);
        }
        return null;
    }

    private void checkMarks(TaskMethod task, ParameterModel parameter, boolean mapped) {
        var where = "A parameter of task '" + task.name + "' in " + weave.name();
        var input = parameter.annotation(Input.class) != null;
        var from = parameter.annotation(From.class) != null;
        var settled = parameter.annotation(Settled.class) != null;
        var orNull = parameter.annotation(OrNull.class) != null;
        String problem = null;
        if (isItem(parameter) && !mapped) {
            problem =
                    " is marked @Item, but the task is not mapped over items.\n  Leave it out, or say with each what the"
                            + " task is mapped over.";
        } else if (isItem(parameter) && (input || from || settled || orNull)) {
            problem = " is the item, and cannot take anything else.\n  Drop @Item, or the other annotations.";
        } else if (input && from) {
            problem = " is marked both @Input and @From.\n  Give an input another name with @Input(\"name\").";
        } else if (settled && (input || orNull)) {
            problem = " is marked @Settled and " + (input ? "@Input" : "@OrNull") + ".\n  Drop one of them.";
        }
        if (problem != null) {
            mistake(Kind.BAD_PARAMETER, where + problem, task, parameter);
        }
    }

    // Types

    private void checkItem(TaskMethod task, ParameterModel parameter, TypeModel type) {
        var item = itemType(task);
        if (item != null && !types.fits(item, type)) {
            mistake(
                    Kind.WRONG_TYPE,
                    "The item of mapped task '" + task.name + "' in " + weave.name() + " has the type "
                            + TypeRules.text(type) + ", but the items of '" + task.options.each() + "' are "
                            + TypeRules.text(item) + ".\n  Make the types agree.",
                    task,
                    parameter);
        }
    }

    private void checkType(TaskMethod task, int position, Source source) {
        var parameter = task.parameters().get(position);
        var wanted = task.type(position);
        var where = "Parameter '" + (parameter.name() == null ? nameOf(parameter) : parameter.name()) + "' of task '"
                + task.name + "' in " + weave.name() + " has the type " + TypeRules.text(wanted);
        if (source.kind() == Source.Kind.ALL_INPUTS) {
            if (!types.fits(allInputs(), wanted)) {
                mistake(
                        Kind.WRONG_TYPE,
                        where + ", but all inputs are a Map<String, Object>.\n  Take that.",
                        task,
                        parameter);
            }
            return;
        }
        boolean orNull = source.kind() == Source.Kind.TASK_OR_NULL || source.kind() == Source.Kind.INPUT_OR_NULL;
        if (orNull && wanted.form() == TypeModel.Form.PRIMITIVE) {
            mistake(
                    Kind.WRONG_TYPE,
                    where + ", which cannot be null, but is marked @OrNull.\n  Use "
                            + TypeRules.text(types.boxed(wanted)) + ".",
                    task,
                    parameter);
        } else if (source.isInput()) {
            checkInputType(task, parameter, wanted, where, inputs.get(source.index()));
        } else {
            checkTaskType(task, parameter, wanted, where, source);
        }
    }

    private void checkInputType(
            TaskMethod task, ParameterModel parameter, TypeModel wanted, String where, WiredInput input) {
        if (!types.fits(input.type(), wanted)) {
            mistake(
                    Kind.WRONG_TYPE,
                    where + ", but task '" + input.task() + "' declares that input as " + TypeRules.text(input.type())
                            + ".\n  Make the types agree.",
                    task,
                    parameter);
        }
    }

    private void checkTaskType(
            TaskMethod task, ParameterModel parameter, TypeModel wanted, String where, Source source) {
        var maker = methods.get(source.index());
        var value = valueOf(maker);
        boolean settled = source.kind() == Source.Kind.SETTLED;
        if (types.fits(settled ? types.outcomeOf(value) : value, wanted)) {
            return;
        }
        var but = ", but task '" + maker.name + "' makes " + (settled ? "the outcome of " : "") + TypeRules.text(value);
        String mend;
        if (settled) {
            mend = "Take an " + TypeRules.text(types.outcomeOf(value)) + ".";
        } else if (types.valueOfStage(wanted) != null) {
            mend = "A stage that a task returns is waited for: take its value.";
        } else {
            mend = "Make the types agree, or name another task with @From.";
        }
        mistake(Kind.WRONG_TYPE, where + but + ".\n  " + mend, task, parameter);
    }

    private TypeModel allInputs() {
        return weave.classType(
                "java.util.Map", weave.classType("java.lang.String"), weave.classType("java.lang.Object"));
    }

    // The whole

    private void checkCycle(List<WiredTask> tasks) {
        if (mistakes.stream().anyMatch(mistake -> mistake.kind() == Kind.DUPLICATE_NAME)) {
            return;
        }
        var cycle = WeaveCheck.cycle(tasks);
        if (cycle == null) {
            return;
        }
        mistake(
                Kind.CYCLE,
                weave.name() + " has a dependency cycle: "
                        + cycle.stream().map(i -> tasks.get(i).name()).collect(Collectors.joining(" -> "))
                        + " (each needs the next).\n  Break it by removing one of these parameters, or compute the values in"
                        + " one task.",
                methods.get(cycle.get(0)),
                null);
    }

    /** The last declared task makes the value of the weave. */
    private void checkValue() {
        var wanted = types.argument(weave.type(), "dev.wove.Weave", 0);
        if (methods.isEmpty() || wanted == null) {
            return;
        }
        var last = methods.get(methods.size() - 1);
        var value = valueOf(last);
        if (!types.fits(value, wanted) && !(TypeRules.isNothing(value) && TypeRules.isNothing(wanted))) {
            mistake(
                    Kind.WRONG_TYPE,
                    weave.name() + " is a Weave<" + TypeRules.text(wanted) + ">, but its last task '" + last.name
                            + "' makes " + TypeRules.text(value) + ".\n  The last declared task makes the value of the"
                            + " weave: declare that one last, or make the types agree.",
                    last,
                    null);
        }
    }
}
