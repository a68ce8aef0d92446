package dev.wove.internal.trace;

import dev.wove.WeaveResult;
import dev.wove.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Writes reports. Of the module wove-report, which the core does not depend on. */
public interface ReportWriter {
    void write(WeaveResult<?> result, Path file) throws IOException;

    void write(Trace trace, Path file) throws IOException;

    /**
     * Returns the one on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static ReportWriter find() {
        return ServiceLoader.load(ReportWriter.class, ReportWriter.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("To write reports, the module wove-report is needed.\n"
                        + "  Add the dependency dev.wove:wove-report, in the version of the other modules."));
    }
}
