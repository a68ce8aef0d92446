package dev.wove.examples.replay;

import dev.wove.examples.OutputFiles;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "replay", description = "Runs recorded workflows (WfCommons traces) as weaves, in virtual time.")
public final class ReplayCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Traces in WfFormat, schema 1.5 or later.")
    private List<String> files = List.of();

    @Option(names = "--workers", paramLabel = "K", description = "Run at most K tasks at once.")
    private @Nullable Integer workers;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Option(names = "--real", paramLabel = "SCALE", description = "Run in real time; 0.001 makes 1 ms of a second.")
    private @Nullable Double scale;

    @Mixin
    private OutputFiles output = new OutputFiles();

    @Override
    public Integer call() throws IOException {
        if (workers != null && workers < 1) {
            throw new ParameterException(spec.commandLine(), "--workers must be at least 1, but is " + workers);
        }
        if (scale != null && !(scale > 0 && Double.isFinite(scale))) {
            throw new ParameterException(spec.commandLine(), "--real must be greater than 0, but is " + scale);
        }
        if (output.areWanted() && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--report and --trace are for one FILE");
        }
        var out = spec.commandLine().getOut();
        var traces = new TraceFiles(spec.commandLine().getErr());
        var replayer = new Replayer(workers, scale);
        for (var file : files) {
            traces.use(file, recorded -> {
                var replay = replayer.replay(recorded, file);
                out.println(json ? JSON.writeValueAsString(replay) : replay.line());
                if (output.areWanted()) {
                    output.write(replayer.record(recorded));
                }
            });
        }
        return traces.exitCode();
    }
}
