package dev.wove.java;

import dev.wove.BackgroundWeaves;
import dev.wove.Weave;
import dev.wove.WeaveOptions;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.run.RealBackgroundWeaves;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Launches weaves into {@link BackgroundWeaves}. Obtained from {@link Wove#in}. Immutable.
 *
 * <p>They belong to those alone, and not to the task that launches them. Planning errors are thrown here; a failure is
 * logged unless there is an {@link LiveWeave#onDone onDone}. All of these throw {@link IllegalStateException} if the
 * background weaves are being drained.
 */
public final class Launching {
    private final RealBackgroundWeaves background;
    private final WeaveOptions options;
    private final @Nullable String name;

    Launching(BackgroundWeaves background, WeaveOptions options, @Nullable String name) {
        this.background = (RealBackgroundWeaves) background;
        this.options = options;
        this.name = name;
    }

    /** Launches with {@code options}. Calls add up, and what is given later wins. */
    @CheckReturnValue
    public Launching with(WeaveOptions options) {
        return new Launching(background, this.options.with(options), name);
    }

    /** Calls the weaves of classes {@code name}. */
    @CheckReturnValue
    public Launching named(String name) {
        return new Launching(background, options, name);
    }

    /** Starts the tasks that {@code block} declares and returns a handle on the running weave. */
    public <R extends @Nullable Object> LiveWeave<R> launchWeave(String name, WeaveBlock<R> block) {
        return launched(name, entry -> Runs.background(name, options, block, entry));
    }

    /** Starts the tasks of a weave class and returns a handle. */
    public <R extends @Nullable Object> LiveWeave<R> launchWeave(Weave<R> weave, Given... given) {
        return launched(weave, Given.all(given), null);
    }

    /** Starts the tasks of a weave class with those that {@code block} overrides and adds, and returns a handle. */
    public <R extends @Nullable Object> LiveWeave<R> launchWeave(Weave<R> weave, Given given, ClassWeaveBlock block) {
        return launched(weave, given, block);
    }

    private <R extends @Nullable Object> LiveWeave<R> launched(
            Weave<R> weave, Given given, @Nullable ClassWeaveBlock block) {
        var run = new Runs.ClassRun(weave, given, List.of(), name, options, block);
        return launched(run.named(), entry -> Runs.background(run, entry));
    }

    private <R extends @Nullable Object> LiveWeave<R> launched(
            String name, Function<RealBackgroundWeaves.Entry, LiveWeave<R>> declare) {
        var entry = background.enter(name);
        LiveWeave<R> live;
        try {
            live = declare.apply(entry);
        } catch (Throwable e) {
            entry.leave();
            throw e;
        }
        live.start();
        return live;
    }
}
