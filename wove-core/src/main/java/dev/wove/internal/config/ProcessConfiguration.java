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
    private volatile @Nullable RealConfiguration frozen;
    private @Nullable String frozenBy;

    ProcessConfiguration(Surroundings around) {
        this.around = around;
    }

    synchronized void configure(Consumer<? super WoveConfiguration.Builder> settings) {
        if (frozen != null) {
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
        var known = frozen;
        return known != null ? known : resolved(found, code, new ArrayList<>());
    }

    /** What holds from now on, as {@code weave} takes it. */
    RealConfiguration frozenBy(String weave) {
        var known = frozen;
        return known != null ? known : freeze(weave);
    }

    private synchronized RealConfiguration freeze(String weave) {
        var known = frozen;
        if (known == null) {
            var warnings = new ArrayList<String>();
            known = resolved(found, code, warnings);
            frozenBy = "weave '" + Names.plain(weave) + "' (" + Origins.caller() + ")";
            frozen = known;
            warnings.forEach(LOG::warn);
        }
        return known;
    }

    private RealConfiguration resolved(@Nullable Settings found, Settings code, List<String> warnings) {
        return new RealConfiguration(around.settings(found, code, warnings).with(code), null);
    }
}
