package dev.wove.config;

import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.environment.Delivery;
import dev.wove.environment.Environment;
import dev.wove.environment.EnvironmentSource;
import dev.wove.environment.RemoteMethod;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.config.Active;
import dev.wove.internal.config.RealConfiguration;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.WeaveListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of weaves that do not say otherwise, and the things they refer to by name: defaults, policies, limiters,
 * listeners, and where blocking bodies run. Immutable. Not to be implemented elsewhere.
 *
 * <h2>Where it is from</h2>
 * Each of these wins over those before it:
 * <ol>
 * <li>what is built in;
 * <li>{@code wove.properties} on the class path; of two, the first, and a warning names both. In its place, if code asks
 *     with {@link Builder#load()}, the nearest from the working directory upwards;
 * <li>the file that {@code -Ddev.wove.config=FILE} names;
 * <li>environment variables: {@code WOVE_WEAVE_MAX_BLOCKING} is {@code wove.weave.max-blocking};
 * <li>system properties: {@code -Dwove.weave.max-blocking=64};
 * <li>code: {@code Wove.configure(c -> ...)}, or {@code configureWove { }} in Kotlin;
 * <li>of all these together, what is said of weaves by their names;
 * <li>{@link WeaveOptions} of a weave, and {@link Policy} of a task.
 * </ol>
 *
 * <h2>Lifecycle</h2>
 * It is resolved once, when the first weave is declared, and never changes after that. A key, a name or a value that is
 * wrong fails the first weave, and those after it, with a {@link ConfigurationException} before anything runs.
 */
public interface WoveConfiguration {

    /**
     * The configuration of a weave that would be declared here: that of the weave around, or the process's. Can be asked before
     * the first weave, and does not keep anybody from configuring.
     *
     * @throws ConfigurationException if what is set cannot be
     */
    static WoveConfiguration current() {
        return Active.here();
    }

    /**
     * The configuration of the process, wherever this is called: without what applications in it have {@linkplain #activate
     * activated}, and without what blocks of tests and weaves around have. What an application begins with. Can be asked
     * before the first weave, and does not keep anybody from configuring.
     *
     * @throws ConfigurationException if what is set cannot be
     */
    static WoveConfiguration process() {
        return Active.process();
    }

    /**
     * A configuration of nothing but what {@code settings} say, to be given to weaves by {@link WeaveOptions#config}.
     *
     * @throws ConfigurationException if what is set cannot be
     */
    static WoveConfiguration of(Consumer<? super Builder> settings) {
        return RealConfiguration.NONE.with(settings);
    }

    /**
     * Sets what holds for this process from its first weave on. Calls add up, and what is set later wins.
     *
     * @throws IllegalStateException if there has been a weave; it says which
     * @throws ConfigurationException if what is set cannot be
     */
    static void configure(Consumer<? super Builder> settings) {
        Active.configure(settings);
    }

    /**
     * This configuration, and {@code settings}, which win. Limiters that do not change are the same in both.
     *
     * @throws ConfigurationException if what is set cannot be
     */
    @CheckReturnValue
    WoveConfiguration with(Consumer<? super Builder> settings);

    /** The defaults of weaves of this name. */
    WeaveOptions weave(String name);

    /** The defaults of tasks. */
    Policy task();

    /** The defaults of mapped tasks, with those of all tasks included. */
    Policy each();

    /** The policy of that name, or null. */
    @Nullable
    Policy policy(String name);

    /** The limiter of that name, or null; always the same. */
    @Nullable
    Limiter limiter(String name);

    /** The names of the limiters. */
    Set<String> limiters();

    /** The environment of that name, with what {@link #delivery} has where it says nothing; null if there is none. */
    @Nullable
    Environment environment(String name);

    /** The names of the environments, without {@code local}, which is this process. */
    Set<String> environments();

    /** How runs are delivered where neither the task nor its environment says otherwise. */
    Delivery delivery();

    /** Where the methods of {@code contract} run that are not sent elsewhere: a name, which may be {@code local}. */
    String route(Class<?> contract);

    /** Where remote tasks run that nothing else is said of; {@code local} unless it is set. */
    String defaultEnvironment();

    /** Tells each value and where it is from, a line each; never a secret. */
    String explain();

    /**
     * Waits for a run that its task has {@linkplain dev.wove.environment.OrphanPolicy#DETACH detached}, perhaps in a process that
     * is gone. The task has failed with its id, {@link dev.wove.environment.DeliveryOrphanedException#runId}. Cancelling what
     * comes back gives up waiting; the run goes on.
     *
     * @param method that the run calls: its result is read by its type, and its exceptions are thrown
     * @return its value, or what it has failed with; a DeliveryOrphanedException if no worker knows it any more
     * @throws dev.wove.environment.EnvironmentException if there is no such environment
     * @throws IllegalArgumentException if it is this process
     */
    CompletableFuture<@Nullable Object> attach(String environment, String runId, RemoteMethod method);

    /**
     * Waits for a run as {@link #attach(String, String, RemoteMethod)} does, where the class of its result says enough. It fails
     * with a {@code RemoteTaskException} where the run has thrown something.
     */
    @SuppressWarnings("unchecked")
    default <R> CompletableFuture<R> attach(String environment, String runId, Class<R> result) {
        return (CompletableFuture<R>) attach(environment, runId, RemoteMethod.named("run " + runId, result));
    }

    /**
     * Lets go of the environments that weaves have opened, after {@code grace} at the latest. Tasks that are there then end as
     * their workers are lost, and weaves that need them later fail. The end of the process closes them as well.
     */
    void closeEnvironments(Duration grace);

    /**
     * Has weaves take this in the place of the process's that start outside of others, from now on until what it gives back is
     * closed. Of several, the one activated last holds. For what hosts applications in a process, as a context of Spring;
     * tests have {@code WeaveTests.configured}, which no other thread sees.
     */
    Activation activate();

    /** How long a configuration is active. */
    interface Activation extends AutoCloseable {
        /** Ends it. Weaves that run keep what they have. A second call does nothing. */
        @Override
        void close();
    }

    /** Sets what a configuration says. Names and values are checked when all has been set. */
    interface Builder {

        /**
         * Reads the nearest {@code wove.properties} from the working directory upwards, in the place of one on the class path. No
         * file is no error.
         */
        Builder load();

        /**
         * Reads {@code file} in the place of a {@code wove.properties} on the class path.
         *
         * @throws ConfigurationException if there is no such file
         */
        Builder load(Path file);

        /**
         * Sets what a file of these keys and values would, as {@code weave.max-blocking} or {@code wove.weave.max-blocking}. Keys of
         * integrations, as {@code wove.metrics.enabled}, are left out.
         *
         * @param origin where they are from, for explanations and mistakes
         * @throws ConfigurationException if a key or a value is wrong
         */
        Builder settings(Map<String, String> settings, String origin);

        /** Sets the defaults of weaves. Earlier ones are kept where these say nothing. */
        Builder weave(WeaveOptions defaults);

        /**
         * Sets the defaults of weaves whose names match {@code name}, where each {@code *} stands for anything. If several
         * match, the one with the most other characters wins.
         */
        Builder weave(String name, WeaveOptions options);

        /** Caps the bodies of a weave that run at once; short for {@code weave(WeaveOptions.workers(k))}. */
        default Builder workers(int k) {
            return weave(WeaveOptions.workers(k));
        }

        /**
         * Sets the defaults of tasks; mapped ones have them for each item.
         *
         * @throws ConfigurationException if there is an option among them that only some tasks can have
         */
        Builder task(Policy defaults);

        /** Sets the defaults of mapped tasks, on top of those of all tasks. */
        Builder each(Policy defaults);

        /** Sets the policy of tasks declared with {@link Policy#named}. */
        Builder policy(String name, Policy policy);

        /** Sets the limiter of tasks declared with {@link Policy#limiter(String)}. */
        Builder limiter(String name, Limiter limiter);

        /** Tells {@code listener} what happens in all weaves; what happens in one inside another is told once. */
        Builder listener(WeaveListener listener);

        /** Asks {@code observer} about each weave that starts, also inside another, whether it wants to see it. */
        Builder observer(WeaveObserver observer);

        /** Runs blocking bodies on virtual threads where this JVM has them, or on platform threads. */
        Builder virtualThreads(boolean virtual);

        /** Whether threads bear the names of the blocking bodies that they run; they do unless it is turned off. */
        Builder threadNames(boolean names);

        /**
         * Where tasks run that are sent there by this name, and what they have that do not say otherwise. In the place of an
         * environment of that name that was set in code; options that files set of it stay where this one says nothing.
         */
        Builder environment(String name, Environment environment);

        /** Where tasks run that are sent there by this name, without options for them. */
        default Builder environment(String name, EnvironmentSource source) {
            return environment(name, source.environment());
        }

        /**
         * Takes away the environment of that name from what this goes on from: for the process that is what code has set, and not
         * files. Weaves that run keep it.
         */
        Builder withoutEnvironment(String name);

        /** How runs are delivered where neither the task nor its environment says otherwise. */
        Builder delivery(Delivery defaults);

        /** Sends the methods of {@code contract} to {@code environment} that are not sent elsewhere. */
        Builder route(Class<?> contract, String environment);

        /** Where remote tasks run that nothing else is said of; {@code local} is this process. */
        Builder defaultEnvironment(String name);

        /**
         * Runs blocking bodies on {@code executor}, which stays the application's: it is never closed here. It should be able to
         * run as many at once as nest, or those inside wait for those around them.
         */
        Builder executor(Executor executor);
    }
}
