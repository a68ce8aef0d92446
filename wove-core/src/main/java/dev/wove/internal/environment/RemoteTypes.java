package dev.wove.internal.environment;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** What cannot run elsewhere, in the words of a declaration and of a compiler alike: one knows classes, one sources. */
public final class RemoteTypes {
    /** Starts of names that no codec can ever describe: what waits, what streams, what is code. */
    private static final List<String> UNSENDABLE = List.of(
            "kotlin.jvm.functions.",
            "kotlin.coroutines.",
            "kotlinx.coroutines.",
            "java.util.function.",
            "kotlin.sequences.");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** Why a type cannot leave, to be put behind what has it, and how to fix it. */
    public record Refusal(String why, String fix) {}

    public static final Refusal STAGE = new Refusal(
            "returns a stage, and the task would be one of stages",
            "Have it return the value itself: the worker may block for it, or suspend.");

    public static final Refusal OVERLOADED = new Refusal(
            "is overloaded, and both go by that name", "Give one of them a name of its own: @Remote(\"...\").");

    private RemoteTypes() {}

    /**
     * Why no value of a class leaves; null if values of it may.
     *
     * @param isA whether the class is one of the given, or below it
     */
    public static @Nullable Refusal of(String name, Predicate<Class<?>> isA) {
        if (isA.test(CompletionStage.class) || isA.test(Future.class)) {
            return new Refusal("", STAGE.fix());
        }
        if (isA.test(BaseStream.class) || UNSENDABLE.stream().anyMatch(name::startsWith)) {
            return new Refusal(", which cannot leave a process", "Use data: lists, records, data classes.");
        }
        return null;
    }

    /** Whether both sides can know something by {@code name}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** That nothing can be known by {@code name}. */
    public static String badName(String name) {
        return "@Remote(\"" + name + "\") is no name that both sides can know.\n"
                + "  Use letters, digits, hyphens, underscores and dots.";
    }

    /** That {@code handler} cannot run elsewhere, since it does {@code what}, which is refused. */
    public static String text(String handler, String what, String fix) {
        return handler + " cannot run elsewhere: it " + what + ".\n  " + fix;
    }
}
