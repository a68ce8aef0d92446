package dev.wove.internal.config;

import dev.wove.config.WoveConfiguration;
import dev.wove.internal.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds for a process: open to code until the first weave, and frozen from then on. */
final class ProcessConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    private final Surroundings around;

    // Written under the lock of this object.
    private Settings code = Settings.NONE;
    private @Nullable Settings found;
    /** Null also if nothing is set. */
    private @Nullable RealConfiguration frozen;

    /** Who has frozen it; null until then. */
    private volatile @Nullable String frozenBy;

    ProcessConfiguration(Surroundings around) {
        this.around = around;
    }

    synchronized void configure(Consumer<? super WoveConfiguration.Builder> settings) {
        if (frozenBy != null) {
            throw new IllegalStateException("Wove was configured too late: " + frozenBy
                    + " has taken its configuration, which does not change after that.\n"
                    + "  Configure before the first weave, or give weaves another by WeaveOptions.config(...); in tests, by"
                    + " WeaveTests.configured(...).");
        }
        var builder = new RealBuilder(around, code, Origins.ofCode());
        builder.found = found;
        settings.accept(builder);
        var all = builder.done();
        // What is wrong with it is to be told here.
        resolved(builder.found, all, new ArrayList<>());
        code = all;
        found = builder.found;
    }

    /** What holds now, and may still be changed. */
    synchronized RealConfiguration current() {
        var known = frozenBy == null ? resolved(found, code, new ArrayList<>()) : frozen;
        return known == null ? RealConfiguration.NONE : known;
    }

    /** What holds from now on, as {@code weave} takes it; null if nothing is set. */
    @Nullable
    RealConfiguration frozenBy(String weave) {
        return frozenBy != null ? frozen : freeze(weave);
    }

    private synchronized @Nullable RealConfiguration freeze(String weave) {
        if (frozenBy == null) {
            var warnings = new ArrayList<String>();
            frozen = resolved(found, code, warnings);
            frozenBy = "weave '" + Names.plain(weave) + "' (" + Origins.caller() + ")";
            for (var warning : warnings) {
                LOG.warn(warning);
            }
        }
        return frozen;
    }

    /** Null if nothing is set: the first weave of most processes is to pay for no more than to find that out. */
    private @Nullable RealConfiguration resolved(@Nullable Settings found, Settings code, List<String> warnings) {
        var all = around.settings(found, code, warnings).with(code);
        return all.isEmpty() ? null : new RealConfiguration(all, null);
    }
}
