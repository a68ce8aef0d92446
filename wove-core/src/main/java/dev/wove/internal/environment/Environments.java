package dev.wove.internal.environment;

import dev.wove.environment.Environment;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.internal.text.Names;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The environments of one configuration, and which one a task goes to. Thread-safe. */
public final class Environments {
    /** The name that stands for this process. */
    public static final String LOCAL = "local";

    public static final Environments NONE = new Environments(Map.of(), Map.of(), null, executor -> executor);

    private final Map<String, OpenEnvironment> byName;
    private final Map<String, String> routes;
    private final @Nullable String byDefault;

    /**
     * @param routes where the methods of a type run, by its name; they hold for what is below it as well
     * @param delivering puts around an executor what is the same for all
     */
    public Environments(
            Map<String, Environment> declared,
            Map<String, String> routes,
            @Nullable String byDefault,
            UnaryOperator<EnvironmentExecutor> delivering) {
        var all = new LinkedHashMap<String, OpenEnvironment>();
        declared.forEach((name, environment) -> all.put(name, new OpenEnvironment(name, environment, delivering)));
        this.byName = all;
        this.routes = Map.copyOf(routes);
        this.byDefault = byDefault;
    }

    /** The name of where a task runs: {@code ofTask} and {@code ofWeave} are what those say. */
    public String nameFor(@Nullable String ofTask, @Nullable String ofWeave, @Nullable Class<?> contract) {
        var named = ofTask != null ? ofTask : ofWeave;
        if (named != null) {
            return named;
        }
        var route = contract == null ? null : routeOf(contract);
        return route != null ? route : byDefault != null ? byDefault : LOCAL;
    }

    private @Nullable String routeOf(Class<?> contract) {
        if (routes.isEmpty()) {
            return null;
        }
        var route = routes.get(contract.getName());
        if (route != null) {
            return route;
        }
        for (var above : contract.getInterfaces()) {
            route = routeOf(above);
            if (route != null) {
                return route;
            }
        }
        return contract.getSuperclass() == null ? null : routeOf(contract.getSuperclass());
    }

    /**
     * The environment of that name; null for this process, unless there is one that is called so.
     *
     * @throws EnvironmentException if there is none
     */
    public @Nullable OpenEnvironment find(String name, String who) {
        var found = byName.get(name);
        if (found == null && !name.equals(LOCAL)) {
            throw new EnvironmentException(who + " is to run in environment '" + name + "', which does not exist."
                    + Names.suggestion(name, byName.keySet())
                    + "\n  Configure it: Wove.configure(c -> c.environment(\"" + name + "\", http(\"https://...\"))).");
        }
        return found;
    }

    /** Lets go of all that are open. */
    public void close(Duration grace) {
        byName.values().forEach(each -> each.close(grace));
    }
}
