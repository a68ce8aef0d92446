package dev.wove.internal.reuse;

import dev.wove.internal.reuse.Mistake.Kind;
import org.jspecify.annotations.Nullable;

/** Whether what a parameter takes is of its type. */
final class ParameterTypes {
    private final String weave;
    private final TypeRules types;
    private final Declarations declared;
    private final Mistakes mistakes;

    ParameterTypes(String weave, TypeRules types, Declarations declared, Mistakes mistakes) {
        this.weave = weave;
        this.types = types;
        this.declared = declared;
        this.mistakes = mistakes;
    }

    void checkItem(TaskMethod task, ParameterModel parameter, TypeModel type) {
        var each = declared.eachOf(task);
        var item = each == null ? null : types.itemOf(declared.typeOf(each));
        if (item != null && !types.fits(item, type)) {
            mistakes.add(
                    Kind.WRONG_TYPE,
                    "The item of mapped task '" + task.name + "' in " + weave + " has the type "
                            + TypeRules.text(type) + ", but the items of '" + task.options.each() + "' are "
                            + TypeRules.text(item) + ".\n  Make the types agree.",
                    task,
                    parameter);
        }
    }

    void check(TaskMethod task, int position, WiredArgument source) {
        var problem = problem(task, position, source);
        if (problem != null) {
            var parameter = task.parameters().get(position);
            var name = parameter.name() == null ? Declarations.nameOf(parameter) : parameter.name();
            var where = "Parameter '" + name + "' of task '" + task.name + "' in " + weave + " has the type "
                    + TypeRules.text(task.type(position));
            mistakes.add(Kind.WRONG_TYPE, where + problem, task, parameter);
        }
    }

    private @Nullable String problem(TaskMethod task, int position, WiredArgument source) {
        var wanted = task.type(position);
        if (source.kind() == WiredArgument.Kind.ALL_INPUTS) {
            return types.fits(declared.allInputs(), wanted)
                    ? null
                    : ", but all inputs are a Map<String, Object>.\n  Take that.";
        }
        boolean orNull =
                source.kind() == WiredArgument.Kind.TASK_OR_NULL || source.kind() == WiredArgument.Kind.INPUT_OR_NULL;
        if (orNull && !task.takesNull(position)) {
            return ", which cannot be null, but is marked @OrNull.\n  Use " + nullable(wanted) + ".";
        }
        return source.isInput()
                ? ofInput(wanted, declared.inputs.get(source.index()))
                : ofTask(wanted, declared.methods.get(source.index()), source.kind() == WiredArgument.Kind.SETTLED);
    }

    private String nullable(TypeModel type) {
        return type.form() == TypeModel.Form.PRIMITIVE ? TypeRules.text(types.boxed(type)) : TypeRules.text(type) + "?";
    }

    private @Nullable String ofInput(TypeModel wanted, WiredInput input) {
        return types.fits(input.type(), wanted)
                ? null
                : ", but task '" + input.task() + "' declares that input as " + TypeRules.text(input.type())
                        + ".\n  Make the types agree.";
    }

    private @Nullable String ofTask(TypeModel wanted, TaskMethod maker, boolean settled) {
        var value = declared.valueOf(maker);
        if (types.fits(settled ? types.outcomeOf(value) : value, wanted)) {
            return null;
        }
        var but = ", but task '" + maker.name + "' makes " + (settled ? "the outcome of " : "") + TypeRules.text(value);
        String fix;
        if (settled) {
            fix = "Take an " + TypeRules.text(types.outcomeOf(value)) + ".";
        } else if (types.valueOfStage(wanted) != null) {
            fix = "A stage that a task returns is waited for: take its value.";
        } else {
            fix = "Make the types agree, or name another task with @From.";
        }
        return but + ".\n  " + fix;
    }
}
