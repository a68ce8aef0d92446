package dev.wove.detached;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a detached run ended, as its process writes it down. */
record Ending(
        DetachedState state,
        @Nullable JsonNode value,
        @Nullable String failureType,
        @Nullable String message,
        @Nullable String trace) {

    static Ending of(JsonNode value) {
        return new Ending(DetachedState.SUCCEEDED, value, null, null, null);
    }

    static Ending of(DetachedState state, Throwable failure) {
        var type = failure.getClass().getName();
        try {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            return new Ending(state, null, type, failure.getMessage(), trace.toString());
        } catch (Throwable e) {
            // Users write exceptions, too.
            var message = "(its message cannot be read: " + e.getClass().getName() + ")";
            return new Ending(state, null, type, message, type + ": " + message + System.lineSeparator());
        }
    }

    String encoded() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("state", state.name());
        if (value != null) {
            json.set("value", value);
        } else {
            json.put("failure", failureType).put("message", message).put("trace", trace);
        }
        return json.toString();
    }

    static Ending decoded(String text) {
        var json = Codecs.parse(text);
        return new Ending(
                DetachedState.valueOf(json.path("state").asString("")),
                json.get("value"),
                json.path("failure").asString(null),
                json.path("message").asString(null),
                json.path("trace").asString(null));
    }
}
