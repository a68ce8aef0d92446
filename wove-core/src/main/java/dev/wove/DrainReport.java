package dev.wove;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of the weaves that were under way when {@link BackgroundWeaves#drain} began.
 *
 * @param ended the names of those that ended within the grace
 * @param lost those that were cancelled
 */
public record DrainReport(List<String> ended, List<LostWeave> lost) {
    public DrainReport {
        ended = List.copyOf(ended);
        lost = List.copyOf(lost);
    }

    /** One line for each weave that was lost. */
    @Override
    public String toString() {
        return ended.size() + " ended, " + lost.size() + " lost"
                + lost.stream().map(weave -> "\n  " + weave).collect(Collectors.joining());
    }

    /**
     * A weave that did not end within the grace.
     *
     * @param weave its name
     * @param running the names of the tasks that ran when it was cancelled; empty if only its {@code onDone} did
     * @param stopped whether it has stopped since
     */
    public record LostWeave(String weave, List<String> running, boolean stopped) {
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
