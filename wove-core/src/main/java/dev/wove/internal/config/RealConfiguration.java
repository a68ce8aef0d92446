package dev.wove.internal.config;

import dev.wove.Limiter;
import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.ConfigurationException;
import dev.wove.config.WoveConfiguration;
import dev.wove.internal.pool.BodyPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings, checked, and made into what weaves and tasks take. */
public final class RealConfiguration implements WoveConfiguration {
    public static final RealConfiguration NONE = new RealConfiguration(Settings.NONE, null);

    private final Settings settings;
    private final WeaveOptions.Builder weave;
    private final List<ByName> byName;
    private final Map<String, Limiter> limiters = new TreeMap<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private final Policy task;
    private final Policy each;
    private final BodyPool pool;

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

    /** Takes limiters that have not changed over from {@code base}. */
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
    }

    public Settings settings() {
        return settings;
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
        if (!hasNames(policy)) {
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

    /** Whether {@code policy} names what only a configuration can tell. */
    public static boolean hasNames(Policy policy) {
        return policy != Policy.none() && (policy.named() != null || policy.limiter() != null);
    }

    /** The policy of a task to which {@code given} was given; {@code who} begins messages. */
    public static Policy policy(
            @Nullable RealConfiguration configuration, Policy given, boolean mapped, Supplier<String> who) {
        var from = configuration == null ? NONE : configuration;
        var defaults = mapped ? from.each : from.task;
        return defaults.with(from.found(given, who, new HashSet<>()));
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
    public String explain() {
        return Explained.text(settings);
    }

    /** The keys that are set. */
    @Override
    public String toString() {
        return "WoveConfiguration" + new ArrayList<>(settings.all().keySet());
    }
}
