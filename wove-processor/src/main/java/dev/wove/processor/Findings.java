package dev.wove.processor;

import dev.wove.internal.reuse.Mistake;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** What has been reported, by class, so that a subclass does not report again what it inherits. */
final class Findings {
    private final Map<String, Set<String>> byClass = new HashMap<>();

    /** Whether this is the first time for {@code type} and what it inherits from. */
    boolean add(Language language, TypeElement type, Mistake mistake) {
        var key = key(language, mistake);
        boolean isKnown = language.lineage(type).stream()
                .anyMatch(level -> byClass.getOrDefault(language.binaryName(level), Set.of())
                        .contains(key));
        byClass.computeIfAbsent(language.binaryName(type), name -> new HashSet<>())
                .add(key);
        return !isKnown;
    }

    private static String key(Language language, Mistake mistake) {
        if (!(mistake.method() instanceof ElementMethod method)) {
            return mistake.kind().name();
        }
        return mistake.kind() + " " + language.binaryName(method.home()) + "." + language.signature(method.element())
                + " " + method.parameters().indexOf(mistake.parameter());
    }
}
