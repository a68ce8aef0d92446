package dev.wove.examples.tokens;

import dev.wove.DelayedResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the requests have asked, and when. */
public final class Answers {
    /** An answered request. */
    public record Answer(int request, Duration at) {}

    private final long start = System.nanoTime();
    private final ConcurrentLinkedQueue<Answer> all = new ConcurrentLinkedQueue<>();

    /** Answers a request that has its token. */
    public void answer(int request) {
        all.add(new Answer(request, Duration.ofNanos(System.nanoTime() - start)));
    }

    public List<Answer> all() {
        return List.copyOf(all);
    }

    /** How the service that makes tokens has ended. */
    public static String endOf(DelayedResult<?> service) {
        try {
            return "The service has made " + service.value();
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
