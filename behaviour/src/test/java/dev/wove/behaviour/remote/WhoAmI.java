package dev.wove.behaviour.remote;

import dev.wove.remote.WoveWorker;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.MDC;

/** Tells what a body finds around it. */
public interface WhoAmI {
    Map<String, String> blocking(String message);

    /** Leaves something behind. */
    String leave(String user);

    /** On the worker. */
    final class Found implements WhoAmI {
        @Override
        public Map<String, String> blocking(String message) {
            return here();
        }

        @Override
        public String leave(String user) {
            MDC.put("user", user);
            return user;
        }

        static Map<String, String> here() {
            var found = new TreeMap<String, String>();
            var mdc = MDC.getCopyOfContextMap();
            if (mdc != null) {
                mdc.forEach((key, value) -> found.put("mdc." + key, value));
            }
            var span = Span.current().getSpanContext();
            if (span.isValid()) {
                found.put("trace", span.getTraceId() + " " + span.getSpanId() + " " + span.isRemote());
                span.getTraceState().forEach((key, value) -> found.put("state." + key, value));
            }
            Baggage.current().forEach((key, entry) -> found.put("baggage." + key, entry.getValue()));
            return found;
        }
    }

    /** The worker as a process of its own. */
    static void main(String[] args) throws InterruptedException {
        WoveWorker.stdio()
                .serve(WhoAmI.class, new Found())
                .serve(WhoAmISuspending.class, FoundSuspending.INSTANCE)
                .weave(ProcessPage.class, ProcessPage::new)
                .start()
                .awaitShutdown();
    }
}
