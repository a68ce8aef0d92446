package dev.wove.internal.reuse;

import dev.wove.From;
import dev.wove.Input;
import dev.wove.Item;
import dev.wove.OrNull;
import dev.wove.Settled;
import dev.wove.Weave;
import dev.wove.internal.reuse.Mistake.Kind;
import dev.wove.internal.text.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what each parameter of a task takes: by its annotations, and else by its name. */
final class ParameterWirer {
    private final String weave;
    private final Declarations declared;
    private final ParameterTypes types;
    private final Mistakes mistakes;

    ParameterWirer(String weave, Declarations declared, ParameterTypes types, Mistakes mistakes) {
        this.weave = weave;
        this.declared = declared;
        this.types = types;
        this.mistakes = mistakes;
    }

    /** What each parameter of {@code task} takes; only complete if nothing was found to be wrong. */
    List<WiredArgument> sourcesOf(TaskMethod task) {
        boolean mapped = !task.options.each().isEmpty();
        var parameters = task.parameters();
        var sources = new ArrayList<@Nullable WiredArgument>(Collections.nCopies(parameters.size(), null));
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
        int item = mapped ? itemOf(task, free) : -1;
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            if (i == item) {
                types.checkItem(task, parameter, task.type(i));
                sources.set(i, new WiredArgument(WiredArgument.Kind.ITEM, -1, false));
            } else if (sources.get(i) != null) {
                types.check(task, i, sources.get(i));
            } else if (free.contains(i) && task.hasDefault(i)) {
                sources.set(i, new WiredArgument(WiredArgument.Kind.DEFAULT, -1, true));
            } else if (Declarations.nameOf(parameter) != null
                    && !(mapped && item < 0 && free.contains(i))
                    && !isItem(parameter)) {
                unknown(task, parameter);
            }
        }
        return sources.stream()
                .map(source -> source == null ? new WiredArgument(WiredArgument.Kind.DEFAULT, -1, true) : source)
                .toList();
    }

    private static boolean isItem(ParameterModel parameter) {
        return parameter.annotation(Item.class) != null;
    }

    private void unknown(TaskMethod task, ParameterModel parameter) {
        var name = String.valueOf(Declarations.nameOf(parameter));
        boolean from = parameter.annotation(From.class) != null;
        var others = declared.others(task);
        mistakes.add(
                Kind.UNKNOWN_NAME,
                (from
                                ? "A parameter of task '" + task.name + "' in " + weave + " is taken from '" + name
                                        + "', which is"
                                : "Parameter '" + name + "' of task '" + task.name + "' in " + weave
                                        + " is the name of")
                        + " neither a task nor an input." + declared.listed()
                        + (Names.nearest(name, others) == null && !from
                                ? "\n  If it is an input, declare it with @Input."
                                : Names.suggestion(name, others)),
                task,
                parameter);
    }

    /** Which parameter gets the item; -1, with a mistake, if that cannot be told. */
    private int itemOf(TaskMethod task, List<Integer> free) {
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
        if (parameters.stream().anyMatch(parameter -> Declarations.nameOf(parameter) == null)) {
            return -1;
        }
        var need = "Mapped task '" + task.name + "' in " + weave + " needs exactly one parameter for the item, but ";
        if (candidates.isEmpty()) {
            mistakes.add(
                    Kind.NO_ITEM,
                    need + (parameters.isEmpty() ? "has none" : "each of its parameters names a task or an input")
                            + ".\n  Add a parameter with another name, or mark one with @Item.",
                    task);
        } else {
            var names = candidates.stream()
                    .map(i -> "'" + parameters.get(i).name() + "'")
                    .collect(Collectors.joining(", "));
            mistakes.add(
                    Kind.SEVERAL_ITEMS,
                    need + names + (marked.isEmpty() ? " name neither a task nor an input" : " are marked with @Item")
                            + ".\n  Mark the one that gets the item with @Item, and name the others after what they take.",
                    task,
                    parameters.get(candidates.get(1)));
        }
        return -1;
    }

    /** What a parameter asks for by its name, or null if there is no such thing. */
    private @Nullable WiredArgument sourceOf(TaskMethod task, ParameterModel parameter, int position) {
        var name = Declarations.nameOf(parameter);
        if (name == null || isItem(parameter)) {
            return null;
        }
        boolean orNull = parameter.annotation(OrNull.class) != null;
        boolean hasDefault = task.hasDefault(position);
        boolean isDeclaredInput = parameter.annotation(Input.class) != null;
        var input = declared.input(name);
        var index = isDeclaredInput ? null : declared.task(name);
        if (name.equals(Weave.INPUTS)) {
            return new WiredArgument(WiredArgument.Kind.ALL_INPUTS, -1, false);
        }
        if (index != null) {
            var kind = parameter.annotation(Settled.class) != null
                    ? WiredArgument.Kind.SETTLED
                    : orNull ? WiredArgument.Kind.TASK_OR_NULL : WiredArgument.Kind.TASK;
            return new WiredArgument(kind, index, false);
        }
        if (input != null) {
            return new WiredArgument(
                    orNull ? WiredArgument.Kind.INPUT_OR_NULL : WiredArgument.Kind.INPUT, input, hasDefault);
        }
        return null;
    }

    private void checkMarks(TaskMethod task, ParameterModel parameter, boolean mapped) {
        var where = "A parameter of task '" + task.name + "' in " + weave;
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
            mistakes.add(Kind.BAD_PARAMETER, where + problem, task, parameter);
        }
    }
}
