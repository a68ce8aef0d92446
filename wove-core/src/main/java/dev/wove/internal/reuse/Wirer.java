package dev.wove.internal.reuse;

import dev.wove.Policy;
import dev.wove.Settled;
import dev.wove.TaskKind;
import dev.wove.internal.reuse.Mistake.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what each task of a weave class takes, and everything that cannot be. */
final class Wirer {
    private final ClassModel weave;
    private final TypeRules types;
    private final Mistakes mistakes = new Mistakes();
    private final Declarations declared;
    private final ParameterWirer parameters;

    Wirer(ClassModel weave) {
        this.weave = weave;
        this.types = new TypeRules(weave);
        this.declared = new Declarations(weave, types, mistakes);
        var parameterTypes = new ParameterTypes(weave.name(), types, declared, mistakes);
        this.parameters = new ParameterWirer(weave.name(), declared, parameterTypes, mistakes);
    }

    WeaveCheck check() {
        if (declared.methods.isEmpty()) {
            mistakes.add(
                    Kind.NO_TASKS, weave.name() + " declares no task.\n  Mark at least one method with @Do.", null);
        }
        var tasks = declared.methods.stream().map(this::wire).toList();
        checkCycle(tasks);
        checkValue();
        return new WeaveCheck(weave.name(), mistakes.inOrderOf(declared.methods), tasks, declared.inputs);
    }

    // One task

    private WiredTask wire(TaskMethod task) {
        checkMethod(task);
        var options = task.options;
        Policy policy =
                new DeclaredOptions(options, label(task), (kind, text) -> mistakes.add(kind, text, task)).policy();
        boolean mapped = !options.each().isEmpty();
        if (!mapped) {
            checkSingle(task, policy);
        }
        checkOnCaller(task, policy);
        var member = options.policy().isEmpty() ? null : options.policy();
        checkMember(task, member);
        var made = task.made(types);
        checkAwaited(task, made);
        var each = mapped ? eachOf(task) : null;
        return new WiredTask(
                task.name,
                task.kind(types),
                task.declared,
                task.method,
                task.chain(),
                policy,
                member,
                parameters.sourcesOf(task),
                each,
                mapped ? Declarations.keepsOf(task, made) : null,
                afterOf(task),
                declared.valueOf(task));
    }

    private String label(TaskMethod task) {
        return declared.label(task);
    }

    private void checkMethod(TaskMethod task) {
        var modifier = task.method.isStatic()
                ? "static"
                : task.method.isPrivate() ? "private" : task.method.isGeneric() ? "generic" : null;
        if (modifier != null) {
            mistakes.add(
                    Kind.BAD_METHOD,
                    label(task) + " is a " + modifier + " method, which a weave cannot call.\n  "
                            + (modifier.equals("generic")
                                    ? "Move its type parameters to the class."
                                    : "Drop '" + modifier + "'."),
                    task);
        }
        if (task.parameters().stream().anyMatch(parameter -> Declarations.nameOf(parameter) == null)) {
            mistakes.add(
                    Kind.NO_PARAMETER_NAMES,
                    label(task) + " has parameters without names in its class file, and names are the wiring.\n"
                            + "  Compile with -parameters (javac) or -java-parameters (Kotlin; javaParameters in the"
                            + " build), or let wove-processor run.",
                    task);
        }
    }

    /** That nothing is said about items where there are none. */
    private void checkSingle(TaskMethod task, Policy policy) {
        var option = policy.workers() != null
                ? "workers = " + policy.workers()
                : policy.maxPending() != null ? "maxPending = " + policy.maxPending() : null;
        if (option != null) {
            mistakes.add(
                    Kind.NOT_MAPPED,
                    label(task) + " has the option " + option
                            + ", but is not mapped over items.\n  Leave it out, or say"
                            + " with each what the task is mapped over.",
                    task);
        }
        if (task.declared.annotation(Settled.class) != null) {
            mistakes.add(
                    Kind.NOT_MAPPED,
                    label(task)
                            + " is marked @Settled, but is not mapped over items.\n  Mark the parameters that take its"
                            + " outcome, or say with each what the task is mapped over.",
                    task);
        }
    }

    private void checkOnCaller(TaskMethod task, Policy policy) {
        if (policy.runsOnCaller() && task.kind(types) != TaskKind.BLOCKING) {
            mistakes.add(
                    Kind.NOT_BLOCKING,
                    label(task)
                            + " has the option onCaller, but its body does not block.\n  Leave it out: such a body runs in"
                            + " the caller's context anyway.",
                    task);
        }
    }

    private void checkMember(TaskMethod task, @Nullable String member) {
        if (member == null) {
            return;
        }
        var type = weave.member(member);
        var hidden = type == null ? weave.hiddenMember(member) : null;
        if (hidden != null) {
            mistakes.add(
                    Kind.BAD_OPTION,
                    label(task) + " has the option policy = \"" + member + "\", but " + hidden.home()
                            + " has a private " + hidden.kind() + " '" + member + "'.\n  Drop 'private'.",
                    task);
        } else if (type == null || !types.fits(type, weave.classType("dev.wove.Policy"))) {
            mistakes.add(
                    Kind.BAD_OPTION,
                    label(task) + " has the option policy = \"" + member + "\", but " + weave.name()
                            + (type == null
                                    ? " has no such field, and no such method without parameters"
                                    : " has there a " + TypeRules.text(type))
                            + ".\n  Declare it with the type Policy, and not private; in a companion object with"
                            + " @JvmField.",
                    task);
        }
    }

    private void checkAwaited(TaskMethod task, TypeModel made) {
        if (types.valueOfStage(made) != null) {
            mistakes.add(
                    Kind.UNAWAITED_STAGE,
                    label(task) + (task.isSuspending() ? " suspends and returns a " : " makes a ")
                            + TypeRules.text(made) + ", which nobody would wait for.\n  "
                            + (task.isSuspending()
                                    ? "Await it and return its value, or drop 'suspend'."
                                    : "Return the stage of the value itself."),
                    task);
        }
    }

    private @Nullable WiredArgument eachOf(TaskMethod task) {
        var name = task.options.each();
        var what = label(task) + " is mapped over '" + name + "'";
        var each = declared.eachOf(task);
        if (each == null) {
            mistakes.add(
                    Kind.UNKNOWN_NAME,
                    what + ", which is neither a task nor an input." + declared.listed()
                            + declared.suggestion(name, task),
                    task);
            return null;
        }
        var type = declared.typeOf(each);
        if (types.itemOf(type) == null) {
            mistakes.add(
                    Kind.NOT_ITERABLE,
                    what + (each.isTask() ? ", which makes " : ", which is of the type ") + TypeRules.text(type)
                            + " and has no items.\n  Map over an Iterable, an array, a Map, a Sequence, a Stream or a"
                            + " Flow.",
                    task);
        }
        return each;
    }

    private List<Integer> afterOf(TaskMethod task) {
        var after = new ArrayList<Integer>();
        for (var name : task.options.after()) {
            var index = declared.task(name);
            if (index != null) {
                after.add(index);
            } else {
                mistakes.add(
                        Kind.UNKNOWN_NAME,
                        label(task) + " comes after '" + name + "', which is not a task." + declared.listedTasks()
                                + declared.suggestedTask(name, task),
                        task);
            }
        }
        return after;
    }

    // The whole

    private void checkCycle(List<WiredTask> tasks) {
        if (mistakes.has(Kind.DUPLICATE_NAME)) {
            return;
        }
        var cycle = WeaveCheck.cycle(tasks);
        if (cycle == null) {
            return;
        }
        mistakes.add(
                Kind.CYCLE,
                weave.name() + " has a dependency cycle: "
                        + cycle.stream().map(i -> tasks.get(i).name()).collect(Collectors.joining(" -> "))
                        + " (each needs the next).\n  Break it by removing one of these parameters, or compute the values in"
                        + " one task.",
                declared.methods.get(cycle.get(0)));
    }

    /** The last declared task makes the value of the weave. */
    private void checkValue() {
        var wanted = types.argument(weave.type(), "dev.wove.Weave", 0);
        if (declared.methods.isEmpty() || wanted == null) {
            return;
        }
        var last = declared.methods.get(declared.methods.size() - 1);
        var value = declared.valueOf(last);
        if (!types.fits(value, wanted)) {
            mistakes.add(
                    Kind.WRONG_TYPE,
                    weave.name() + " is a Weave<" + TypeRules.text(wanted) + ">, but its last task '" + last.name
                            + "' makes " + TypeRules.text(value) + ".\n  The last declared task makes the value of the"
                            + " weave: declare that one last, or make the types agree.",
                    last);
        }
    }
}
