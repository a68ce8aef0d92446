package dev.wove.internal.run;

import dev.wove.DrainReport;
import java.util.List;
import java.util.stream.Collectors;

public record RealDrainReport(List<String> ended, List<DrainReport.LostWeave> lost) implements DrainReport {
    public RealDrainReport {
        ended = List.copyOf(ended);
        lost = List.copyOf(lost);
    }

    @Override
    public String toString() {
        return ended.size() + " ended, " + lost.size() + " lost"
                + lost.stream().map(weave -> "\n  " + weave).collect(Collectors.joining());
    }

    public record LostWeave(String weave, List<String> running, boolean stopped) implements DrainReport.LostWeave {
        public LostWeave {
            running = List.copyOf(running);
        }

        @Override
        public String toString() {
            return "'" + weave + "', in "
                    + (running.isEmpty() ? "its onDone" : String.join(", ", running))
                    + (stopped ? "" : ", and has not stopped");
        }
    }
}
