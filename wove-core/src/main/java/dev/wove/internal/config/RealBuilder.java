package dev.wove.internal.config;

import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.ConfigurationException;
import dev.wove.config.WoveConfiguration;
import dev.wove.environment.Delivery;
import dev.wove.environment.Environment;
import dev.wove.observe.WeaveObserver;
import dev.wove.trace.WeaveListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Settings that code makes. */
final class RealBuilder implements WoveConfiguration.Builder {
    private final Surroundings around;
    private final Settings.Changes changes;
    private final String origin;

    /** What was read in the place of what the class path has; null if nothing was asked for. */
    @Nullable
    Settings found;

    RealBuilder(Surroundings around, Settings base, String origin) {
        this.around = around;
        this.changes = new Settings.Changes(base);
        this.origin = origin;
    }

    Settings done() {
        return changes.done();
    }

    private RealBuilder put(String key, Object value) {
        changes.put(key, new Setting(value, origin));
        return this;
    }

    private static String named(Section section, String name) {
        if (name.isBlank()) {
            throw new ConfigurationException("A name under '" + section.word + "' is blank.\n  Give it one.");
        }
        return section.prefix(name);
    }

    @Override
    public RealBuilder load() {
        found = around.upwards();
        return this;
    }

    @Override
    public RealBuilder load(Path file) {
        found = around.file(file.toString());
        return this;
    }

    @Override
    public RealBuilder settings(Map<String, String> settings, String origin) {
        var read = new TextSettings();
        settings.forEach((key, value) ->
                read.put(key.startsWith("wove.") ? key.substring("wove.".length()) : key, value, origin));
        changes.putAll(read.done());
        return this;
    }

    @Override
    public RealBuilder weave(WeaveOptions defaults) {
        WeaveOption.put(changes, Section.WEAVE.prefix(null), defaults, origin);
        return this;
    }

    @Override
    public RealBuilder weave(String name, WeaveOptions options) {
        WeaveOption.put(changes, named(Section.WEAVES, name), options, origin);
        return this;
    }

    @Override
    public RealBuilder task(Policy defaults) {
        if (defaults.workers() != null || defaults.maxPending() != null) {
            throw Problems.notForAll(
                    defaults.workers() != null ? "workers" : "maxPending", "Make it one of mapped tasks, by each.");
        }
        return defaults(Section.TASK, defaults);
    }

    @Override
    public RealBuilder each(Policy defaults) {
        return defaults(Section.EACH, defaults);
    }

    private RealBuilder defaults(Section section, Policy defaults) {
        if (defaults.fallback() != null || defaults.runsOnCaller()) {
            throw Problems.notForAll(
                    defaults.fallback() != null ? "fallback" : "onCaller", "Give it to the tasks that it fits.");
        }
        if (defaults.environment() != null) {
            throw Problems.notForAll("environment", "Set defaultEnvironment, or a route.");
        }
        if (defaults.delivery() != null) {
            throw Problems.notForAll("delivery", "Set it by delivery.");
        }
        PolicyOption.put(changes, section.prefix(null), defaults, origin);
        return this;
    }

    @Override
    public RealBuilder policy(String name, Policy policy) {
        // One with no option is there as well.
        put(named(Section.POLICIES, name), true);
        PolicyOption.put(changes, named(Section.POLICIES, name), policy, origin);
        return this;
    }

    @Override
    public RealBuilder limiter(String name, Limiter limiter) {
        return put(named(Section.LIMITERS, name) + Section.WHOLE, limiter);
    }

    @Override
    public RealBuilder observer(WeaveObserver observer) {
        return put(Section.WEAVE.prefix(null) + "observers", List.of(observer));
    }

    @Override
    public RealBuilder listener(WeaveListener listener) {
        return put(Section.WEAVE.prefix(null) + "listeners", List.of(listener));
    }

    @Override
    public RealBuilder virtualThreads(boolean virtual) {
        return put("virtual-threads", virtual);
    }

    @Override
    public RealBuilder threadNames(boolean names) {
        return put("thread-names", names);
    }

    @Override
    public RealBuilder environment(String name, Environment environment) {
        var prefix = named(Section.ENVIRONMENTS, name);
        changes.removeStarting(prefix);
        put(prefix + Section.WHOLE, environment.source());
        PolicyOption.put(changes, prefix, environment.policy(), origin);
        DeliveryOption.put(changes, prefix + EnvironmentTexts.DELIVERY, environment.delivery(), origin);
        return environment.isLazy() ? put(prefix + "lazy", true) : this;
    }

    @Override
    public RealBuilder withoutEnvironment(String name) {
        changes.removeStarting(named(Section.ENVIRONMENTS, name));
        return this;
    }

    @Override
    public RealBuilder delivery(Delivery defaults) {
        DeliveryOption.put(changes, Section.DELIVERY.prefix(null), defaults, origin);
        return this;
    }

    @Override
    public RealBuilder route(Class<?> contract, String environment) {
        return put(Section.ROUTES.prefix(contract.getName()) + Section.WHOLE, environment);
    }

    @Override
    public RealBuilder defaultEnvironment(String name) {
        return put("default-environment", name);
    }

    @Override
    public RealBuilder executor(Executor executor) {
        return put("executor", executor);
    }
}
