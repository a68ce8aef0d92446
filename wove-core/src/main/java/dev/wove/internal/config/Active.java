package dev.wove.internal.config;

import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.WoveConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration of a weave that is declared: its own, that of a block of a test, that of the weave around, or
 * the process's. Where nothing is set and nobody has given a weave another one, all that costs is a read.
 */
public final class Active {
    private static final ProcessConfiguration PROCESS = new ProcessConfiguration(Surroundings.here());
    private static final ThreadLocal<@Nullable Block> BLOCK = new ThreadLocal<>();

    /** Whether nothing is set, and so there is nothing to look for. */
    private static volatile boolean nothing;

    /** Whether anybody has given weaves another configuration. */
    private static volatile boolean hasOthers;

    /** Those that applications in this process have, and the one that holds: the last. */
    private static final List<Activated> APPLICATIONS = new ArrayList<>();

    private static volatile @Nullable RealConfiguration ofApplication;

    /** Tells whose body this thread runs; the engine's. */
    private static volatile Supplier<@Nullable Configured> aroundHere = () -> null;

    private Active() {}

    /** Code of a test that is configured in another way than the process. */
    public record Block(
            RealConfiguration configuration,
            RealConfiguration base,
            @Nullable Configured around) {
        /** Lets go of the environments that were opened for it. */
        public void end() {
            if (configuration.open() != base.open()) {
                configuration.closeEnvironments(Duration.ofSeconds(10));
            }
        }
    }

    public static void aroundIs(Supplier<@Nullable Configured> around) {
        aroundHere = around;
    }

    /** What a weave that is declared has, in the body of {@code around}; null if nothing is set. */
    public static @Nullable RealConfiguration of(String weave, WeaveOptions options, @Nullable Configured around) {
        var own = options.config();
        return own == null && nothing ? null : find(weave, (RealConfiguration) own, around);
    }

    private static @Nullable RealConfiguration find(
            String weave, @Nullable RealConfiguration own, @Nullable Configured around) {
        if (own != null) {
            differ();
            return own;
        }
        var outer = around != null ? around : aroundHere.get();
        var block = BLOCK.get();
        if (block != null && (outer == null || outer == block.around)) {
            return block.configuration;
        }
        if (outer != null) {
            return outer.configuration();
        }
        var application = ofApplication;
        return application != null ? application : ofProcess(weave);
    }

    private static @Nullable RealConfiguration ofProcess(String weave) {
        var configuration = PROCESS.frozenBy(weave);
        if (configuration == null) {
            synchronized (Active.class) {
                nothing = !hasOthers;
            }
        }
        return configuration;
    }

    /** From now on weaves have to be asked which configuration is theirs. */
    private static void differ() {
        if (!hasOthers) {
            synchronized (Active.class) {
                hasOthers = true;
                nothing = false;
            }
        }
    }

    /** Whether {@code policy} names what only a configuration can tell. */
    public static boolean hasNames(Policy policy) {
        return policy != Policy.none() && (policy.named() != null || policy.limiter() != null);
    }

    /** What a weave that was declared here would have. */
    public static RealConfiguration here() {
        var outer = aroundHere.get();
        var block = BLOCK.get();
        if (block != null && (outer == null || outer == block.around)) {
            return block.configuration;
        }
        var application = ofApplication;
        if (outer == null && application != null) {
            return application;
        }
        return outer == null ? process() : orNone(outer.configuration());
    }

    /** What a weave would have that starts outside of all applications, blocks and weaves. */
    public static RealConfiguration process() {
        return orNone(PROCESS.current());
    }

    private static RealConfiguration orNone(@Nullable RealConfiguration configuration) {
        return configuration == null ? RealConfiguration.NONE : configuration;
    }

    public static void configure(Consumer<? super WoveConfiguration.Builder> settings) {
        PROCESS.configure(settings);
    }

    // Applications

    private static final class Activated implements WoveConfiguration.Activation {
        private final RealConfiguration configuration;

        Activated(RealConfiguration configuration) {
            this.configuration = configuration;
        }

        @Override
        public void close() {
            synchronized (APPLICATIONS) {
                APPLICATIONS.remove(this);
                lastHolds();
            }
        }
    }

    static WoveConfiguration.Activation activate(RealConfiguration configuration) {
        differ();
        var activated = new Activated(configuration);
        synchronized (APPLICATIONS) {
            APPLICATIONS.add(activated);
            lastHolds();
        }
        return activated;
    }

    private static void lastHolds() {
        ofApplication = APPLICATIONS.isEmpty() ? null : APPLICATIONS.get(APPLICATIONS.size() - 1).configuration;
    }

    // Blocks of tests

    /** A block for what is configured here, and {@code settings}. */
    public static Block block(Consumer<? super WoveConfiguration.Builder> settings) {
        differ();
        var base = here();
        return new Block(base.with(settings), base, aroundHere.get());
    }

    /** Has this thread be in {@code block}, or in none; returns the one it was in. */
    public static @Nullable Block enter(@Nullable Block block) {
        var before = BLOCK.get();
        if (block == null) {
            BLOCK.remove();
        } else {
            BLOCK.set(block);
        }
        return before;
    }

    /** The block that this thread is in. */
    public static @Nullable Block entered() {
        return BLOCK.get();
    }
}
