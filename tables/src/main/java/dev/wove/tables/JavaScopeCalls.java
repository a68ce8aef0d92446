package dev.wove.tables;

import java.util.ArrayList;
import java.util.List;

/** {@code ScopeCalls} of Java: calls of functions and kinds of bodies, by number of arguments. */
final class JavaScopeCalls {
    private record Kind(String name, JavaBody body, String plain, String doc) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "start",
                    JavaBody.BLOCKING,
                    "TaskFunctions.blocking%d(null, body)",
                    "Starts a body that may block%s. It is interrupted when it is cancelled."),
            new Kind(
                    "run",
                    JavaBody.ACTION,
                    "TaskFunctions.action%d(body)",
                    "Starts a body without a value%s. It may block."),
            new Kind(
                    "startAsync",
                    JavaBody.STAGE,
                    "TaskFunctions.stage%d(null, body)",
                    "Starts a body that returns a stage%s. The call's value is that of the stage."));

    private static final String HEAD = """
package dev.wove.java;

import dev.wove.Argument;
import dev.wove.DelayedResult;
import dev.wove.Outcome;
import dev.wove.Policy;
import dev.wove.function.TaskAction;
import dev.wove.function.TaskAction1;
import dev.wove.function.TaskAction2;
import dev.wove.function.TaskAction3;
import dev.wove.function.TaskAction4;
import dev.wove.function.TaskAction5;
import dev.wove.function.TaskBody;
import dev.wove.function.TaskBody1;
import dev.wove.function.TaskBody2;
import dev.wove.function.TaskBody3;
import dev.wove.function.TaskBody4;
import dev.wove.function.TaskBody5;
import dev.wove.function.TaskFunction0;
import dev.wove.function.TaskFunction1;
import dev.wove.function.TaskFunction2;
import dev.wove.function.TaskFunction3;
import dev.wove.function.TaskFunction4;
import dev.wove.function.TaskFunction5;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.engine.scope.RealArgument;
import dev.wove.internal.engine.scope.RealFunction;
import dev.wove.internal.engine.scope.ScopeExecution;
import dev.wove.internal.graph.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Starts calls in a {@link LiveScope}: of {@link TaskFunctions}, and of any lambda.
 *
 * <p>A call starts as soon as its arguments are there. What fails skips the calls that its result is an argument of.
 * All of this may be used from tasks of the scope, too, and from any thread, until the scope is closed.
 *
 * <p>One file, because it is one table: kinds of bodies by number of arguments.
 */
public sealed class ScopeCalls permits LiveScope {
    final ScopeExecution scope;
    private final @Nullable String name;
    private final Policy policy;
    private final List<DelayedResult<?>> after;

    ScopeCalls(ScopeExecution scope) {
        this(scope, null, Policy.none(), List.of());
    }

    private ScopeCalls(ScopeExecution scope, @Nullable String name, Policy policy, List<DelayedResult<?>> after) {
        this.scope = scope;
        this.name = name;
        this.policy = policy;
        this.after = after;
    }

    /**
     * Gives a view of the scope that starts calls with {@code policy}. Calls of this add up: {@code
     * with(retries).with(timeout)} has both, and what is given later wins.
     */
    @CheckReturnValue
    public ScopeCalls with(Policy policy) {
        var given = NotNull.of(policy, "The policy of calls in a scope", "Leave it out, or give Policy.none().");
        return new ScopeCalls(scope, name, this.policy.with(given), after);
    }

    /**
     * Gives a view of the scope whose calls start after {@code calls} have succeeded, and do not take their results.
     * Calls of this add up: {@code after(a).after(b)} waits for both.
     */
    @CheckReturnValue
    public ScopeCalls after(DelayedResult<?>... calls) {
        var all = new ArrayList<>(after);
        all.addAll(List.of(calls));
        return new ScopeCalls(scope, name, policy, List.copyOf(all));
    }

    /** Gives a view of the scope that calls its tasks {@code name}: in messages, on threads. */
    @CheckReturnValue
    public ScopeCalls named(String name) {
        return new ScopeCalls(scope, name, policy, after);
    }

    // Arguments

    /** A value that is there, among arguments that are not. */
    public <T extends @Nullable Object> Argument<T> given(T value) {
        return RealArgument.Companion.given(value);
    }

    /**
     * How {@code result} ends, as data. Its failure is then not thrown where the scope is closed.
     *
     * @throws IllegalStateException if the scope does not go on after failures: it would not get round to the call
     */
    public <T extends @Nullable Object> Argument<Outcome<T>> settled(DelayedResult<T> result) {
        return RealArgument.Companion.settled(result);
    }

    /** The value of {@code result}, or null if it has none; see {@link #settled}. */
    public <T extends @Nullable Object> Argument<@Nullable T> orNull(DelayedResult<T> result) {
        return RealArgument.Companion.orNull(result);
    }

    /** The values of all of {@code arguments}, in that order. */
    public <T extends @Nullable Object> Argument<List<T>> all(List<? extends Argument<? extends T>> arguments) {
        return RealArgument.Companion.all(arguments);
    }

    // Calls of functions

""";

    private static final String TAIL = """

    @SuppressWarnings("unchecked")
    private <R extends @Nullable Object> DelayedResult<R> call(Object function, Argument<?>... arguments) {
        return scope.start((RealFunction<R>) function, arguments, name, after, policy);
    }
}
""";

    private JavaScopeCalls() {}

    static Generated generated() {
        var overloads = new ArrayList<String>();
        for (var arguments : Arity.ALL) {
            Given.of(arguments).forEach(given -> overloads.add(ofFunction(arguments, given)));
        }
        overloads.add("    // Calls of lambdas\n");
        for (var kind : KINDS) {
            Arity.ALL.forEach(arguments -> overloads.add(ofBody(kind, arguments)));
        }
        var path = "wove-java-bridge/src/main/java/dev/wove/java/ScopeCalls.java";
        return new Generated(path, HEAD + String.join("\n", overloads) + TAIL);
    }

    private static String ofFunction(Arity arguments, Given given) {
        var doc = new Doc("Starts a call of {@code function}" + given.doc(arguments, "{@code %2$s}", "{@link #given}"))
                .tag("@param function is called with the arguments, by position")
                .tags(given.tags(arguments));
        var generics = arguments.types("R");
        var parameters = new ArrayList<String>();
        parameters.add("TaskFunction" + arguments.count() + "<" + String.join(", ", generics) + "> function");
        parameters.addAll(given.choose(arguments, "%1$s %2$s", "Argument<? extends %1$s> %2$s"));
        var called = new ArrayList<>(List.of("function"));
        called.addAll(given.choose(arguments, "given(%2$s)", "%2$s"));
        return doc.write("    ")
                + JavaLayout.method("public", generics, "DelayedResult<R> start", parameters, "")
                + JavaLayout.call("return call", called)
                + "    }\n";
    }

    private static String ofBody(Kind kind, Arity arguments) {
        var once = arguments.count() == 0
                ? ""
                : ", once " + arguments.said("{@code %2$s}") + (arguments.count() == 1 ? " is" : " are") + " there";
        var doc = new Doc(kind.doc.formatted(once))
                .tags(arguments.tags("becomes the %s argument of {@code body}"))
                .tag("@param body what the call does");
        var value = kind.body.makesValue();
        var parameters = new ArrayList<>(arguments.each("Argument<? extends %1$s> %2$s"));
        parameters.add(kind.body.type(arguments.types(), "R") + " body");
        var called = new ArrayList<>(List.of(kind.plain.formatted(arguments.count())));
        called.addAll(arguments.each("%2$s"));
        return doc.write("    ")
                + JavaLayout.method(
                        "public",
                        value ? arguments.types("R") : arguments.types(),
                        "DelayedResult<" + (value ? "R" : "@Nullable Void") + "> " + kind.name,
                        parameters,
                        "")
                + JavaLayout.call("return call", called)
                + "    }\n";
    }
}
