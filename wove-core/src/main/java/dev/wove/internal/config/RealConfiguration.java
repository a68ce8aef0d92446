package dev.wove.internal.config;

import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.ConfigurationException;
import dev.wove.config.WoveConfiguration;
import dev.wove.environment.Delivery;
import dev.wove.environment.Environment;
import dev.wove.environment.RemoteMethod;
import dev.wove.internal.clock.ClockOfEnvironments;
import dev.wove.internal.delivery.DeliveredExecutor;
import dev.wove.internal.environment.Environments;
import dev.wove.internal.pool.BodyPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings, checked, and made into what weaves and tasks take. */
public final class RealConfiguration implements WoveConfiguration {
    private static final String DEFAULT_ENVIRONMENT = "default-environment";

    /** How the keys begin of what environments are made of. */
    private static final List<String> FOR_ENVIRONMENTS = List.of(
            Section.ENVIRONMENTS.prefix(null),
            Section.DELIVERY.prefix(null),
            Section.ROUTES.prefix(null),
            Section.POLICIES.prefix(null),
            Section.LIMITERS.prefix(null),
            DEFAULT_ENVIRONMENT);

    public static final RealConfiguration NONE = new RealConfiguration(Settings.NONE, null);

    private final Settings settings;
    private final WeaveOptions.Builder weave;
    private final List<ByName> byName;
    private final Map<String, Limiter> limiters = new TreeMap<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private final Policy task;
    private final Policy each;
    private final BodyPool pool;
    private final Delivery delivery;
    private final Map<String, Environment> environments;
    private final Environments open;

    /** The options of weaves whose names are like {@code name}. */
    private record ByName(String name, Pattern pattern, WeaveOptions options) {
        static ByName of(Settings settings, String name) {
            var pattern = Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return new ByName(
                    name,
                    Pattern.compile(pattern, Pattern.DOTALL),
                    WeaveOption.options(settings, Section.WEAVES.prefix(name)));
        }

        /** How much of a name it tells. */
        int told() {
            return name.replace("*", "").length();
        }
    }

    /** Takes limiters, and environments with what they have opened, over from {@code base} where they have not changed. */
    RealConfiguration(Settings settings, @Nullable RealConfiguration base) {
        this.settings = settings;
        this.weave = WeaveOption.options(settings, Section.WEAVE.prefix(null));
        this.byName = settings.names(Section.WEAVES).stream()
                .map(name -> ByName.of(settings, name))
                .sorted(Comparator.comparingInt(ByName::told))
                .toList();
        for (var name : settings.names(Section.LIMITERS)) {
            limiters.put(name, limiter(name, base));
        }
        for (var name : settings.names(Section.POLICIES)) {
            policy(name, new HashSet<>());
        }
        this.task = defaults(Section.TASK);
        this.each = task.with(defaults(Section.EACH));
        this.pool = pool(settings);
        this.delivery = DeliveryOption.delivery(settings, Section.DELIVERY.prefix(null));
        if (base != null && FOR_ENVIRONMENTS.stream().allMatch(start -> settings.areAlike(base.settings, start))) {
            this.environments = base.environments;
            this.open = base.open;
        } else {
            this.environments = new TreeMap<>();
            settings.names(Section.ENVIRONMENTS).forEach(name -> environments.put(name, made(name)));
            checkRoutes();
            this.open = opened();
        }
    }

    private Environments opened() {
        var routes = new HashMap<String, String>();
        for (var contract : settings.names(Section.ROUTES)) {
            routes.put(contract, (String) settings.value(Section.ROUTES.prefix(contract) + Section.WHOLE));
        }
        return new Environments(environments, routes, defaultEnvironment(), DeliveredExecutor::new);
    }

    private Environment made(String name) {
        if (name.equals(EnvironmentTexts.LOCAL)) {
            throw new ConfigurationException("Environment 'local' is this process, and cannot be another.\n"
                    + "  Options of tasks that run in it are under wove.task.");
        }
        var prefix = Section.ENVIRONMENTS.prefix(name);
        var policy = found(PolicyOption.policy(settings, prefix), () -> "Environment '" + name + "'", new HashSet<>());
        var own = DeliveryOption.delivery(settings, prefix + EnvironmentTexts.DELIVERY);
        var all = Environment.of(EnvironmentTexts.source(settings, name))
                .policy(policy)
                .delivery(delivery.with(own));
        return Boolean.TRUE.equals(settings.value(prefix + "lazy")) ? all.lazy() : all;
    }

    private void checkRoutes() {
        settings.all().forEach((key, setting) -> {
            boolean isRoute = key.startsWith(Section.ROUTES.prefix(null));
            if ((isRoute || key.equals(DEFAULT_ENVIRONMENT))
                    && !setting.value().equals(EnvironmentTexts.LOCAL)
                    && !environments.containsKey((String) setting.value())) {
                var who = "Setting 'wove." + Explained.shown(key) + "' (" + setting.origin() + ")";
                throw Problems.noSuchName("environment", (String) setting.value(), who, environments.keySet());
            }
        });
    }

    private Limiter limiter(String name, @Nullable RealConfiguration base) {
        var prefix = Section.LIMITERS.prefix(name);
        if (settings.value(prefix + Section.WHOLE) instanceof Limiter given) {
            return given;
        }
        var concurrent = (Integer) settings.value(prefix + "concurrent");
        var perMinute = (Integer) settings.value(prefix + "per-minute");
        var before = base == null ? null : base.limiters.get(name);
        if (before != null
                && Objects.equals(concurrent, base.settings.value(prefix + "concurrent"))
                && Objects.equals(perMinute, base.settings.value(prefix + "per-minute"))) {
            return before;
        }
        return Limiter.of(concurrent, perMinute);
    }

    private Policy policy(String name, Set<String> on) {
        var known = policies.get(name);
        if (known != null) {
            return known;
        }
        if (!on.add(name)) {
            throw new ConfigurationException("Policy '" + name
                    + "' of the configuration is on top of itself.\n  Have one of these name no policy: "
                    + String.join(", ", on.stream().sorted().toList()));
        }
        var own = PolicyOption.policy(settings, Section.POLICIES.prefix(name));
        var policy = found(own, () -> "Policy '" + name + "' of the configuration", on);
        policies.put(name, policy);
        return policy;
    }

    private Policy defaults(Section section) {
        return found(
                PolicyOption.policy(settings, section.prefix(null)),
                () -> "The default of wove." + section.word,
                new HashSet<>());
    }

    /** The policy with what its names stand for. */
    private Policy found(Policy policy, Supplier<String> who, Set<String> on) {
        if (!Active.hasNames(policy)) {
            return policy;
        }
        var own = PolicyOption.withoutNames(policy);
        if (policy.limiter() != null) {
            var limiter = limiters.get(policy.limiter());
            if (limiter == null) {
                throw Problems.noSuchName("limiter", policy.limiter(), who.get(), limiters.keySet());
            }
            own = own.limit(limiter);
        }
        if (policy.named() == null) {
            return own;
        }
        var names = settings.names(Section.POLICIES);
        if (!names.contains(policy.named())) {
            throw Problems.noSuchName("policy", policy.named(), who.get(), names);
        }
        return policy(policy.named(), on).with(own);
    }

    private static BodyPool pool(Settings settings) {
        boolean names = !Boolean.FALSE.equals(settings.value("thread-names"));
        if (settings.value("executor") instanceof Executor executor) {
            return BodyPool.of(executor, names);
        }
        return settings.value("virtual-threads") instanceof Boolean virtual
                ? BodyPool.of(virtual, names)
                : BodyPool.ofProcess(names);
    }

    // What weaves take

    /** The options of a weave to which {@code given} were given. */
    public WeaveOptions options(String name, WeaveOptions given) {
        return weave(name).with(given);
    }

    /** What tasks have that do not say otherwise. */
    public Policy defaults(boolean mapped) {
        return mapped ? each : task;
    }

    /** {@code given} with what names in it stand for; {@code who} begins messages. */
    public static Policy policy(@Nullable RealConfiguration configuration, Policy given, Supplier<String> who) {
        return (configuration == null ? NONE : configuration).found(given, who, new HashSet<>());
    }

    /** Where tasks can run elsewhere; what it opens is shared by all weaves that it holds for. */
    public Environments open() {
        return open;
    }

    public BodyPool pool() {
        return pool;
    }

    // WoveConfiguration

    @Override
    public RealConfiguration with(Consumer<? super Builder> more) {
        var builder = new RealBuilder(Surroundings.here(), settings, Origins.ofCode());
        more.accept(builder);
        var all = builder.found == null ? builder.done() : builder.found.with(builder.done());
        return new RealConfiguration(all, this);
    }

    @Override
    public WeaveOptions weave(String name) {
        var options = weave;
        for (var some : byName) {
            if (some.pattern.matcher(name).matches()) {
                options = options.with(some.options);
            }
        }
        return options;
    }

    @Override
    public Policy task() {
        return task;
    }

    @Override
    public Policy each() {
        return each;
    }

    @Override
    public @Nullable Policy policy(String name) {
        return policies.get(name);
    }

    @Override
    public @Nullable Limiter limiter(String name) {
        return limiters.get(name);
    }

    @Override
    public Set<String> limiters() {
        return Collections.unmodifiableSet(limiters.keySet());
    }

    @Override
    public @Nullable Environment environment(String name) {
        return environments.get(name);
    }

    @Override
    public Set<String> environments() {
        return Collections.unmodifiableSet(environments.keySet());
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public String route(Class<?> contract) {
        return open.nameFor(null, null, contract);
    }

    @Override
    public String defaultEnvironment() {
        var set = settings.value(DEFAULT_ENVIRONMENT);
        return set == null ? EnvironmentTexts.LOCAL : (String) set;
    }

    @Override
    public CompletableFuture<@Nullable Object> attach(String environment, String runId, RemoteMethod method) {
        var found = open.find(environment, "Run " + runId);
        if (found == null) {
            throw new IllegalArgumentException("Run " + runId + " is not in environment '" + environment
                    + "', which is this process.\n  Name the environment that the run was detached in.");
        }
        return found.attach(ClockOfEnvironments.REAL, runId, method);
    }

    @Override
    public void closeEnvironments(Duration grace) {
        open.close(grace);
    }

    @Override
    public Activation activate() {
        return Active.activate(this);
    }

    @Override
    public String explain() {
        return Explained.text(settings);
    }

    /** The keys that are set. */
    @Override
    public String toString() {
        return "WoveConfiguration" + new ArrayList<>(settings.all().keySet());
    }
}
