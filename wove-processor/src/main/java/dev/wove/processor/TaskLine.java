package dev.wove.processor;

import dev.wove.internal.reuse.Wiring;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * A task as the wiring lists it.
 *
 * @param callable the method, or null where source code cannot call it
 */
record TaskLine(
        String signature, List<String> names, @Nullable ExecutableElement callable) {

    /** As {@link Wiring#methods()} gives it. */
    String text() {
        return (callable == null ? Wiring.NOT_CALLABLE : "") + signature + ":" + String.join(",", names);
    }

    static String signatureIn(String text) {
        int start = text.startsWith(Wiring.NOT_CALLABLE) ? Wiring.NOT_CALLABLE.length() : 0;
        return text.substring(start, text.indexOf(')') + 1);
    }

    static List<String> namesIn(String text) {
        var names = text.substring(text.indexOf(')') + 2);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }
}
