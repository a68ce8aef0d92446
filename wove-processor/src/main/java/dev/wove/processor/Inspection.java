package dev.wove.processor;

import dev.wove.internal.reuse.Mistake;
import dev.wove.internal.reuse.WeaveCheck;
import java.util.EnumSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Reports the mistakes of one class where they stand. */
final class Inspection {
    /** What stays wrong whatever a subclass adds. */
    private static final Set<Mistake.Kind> FINAL = EnumSet.of(
            Mistake.Kind.BAD_METHOD,
            Mistake.Kind.DUPLICATE_NAME,
            Mistake.Kind.NOT_MAPPED,
            Mistake.Kind.NOT_BLOCKING,
            Mistake.Kind.BAD_DURATION,
            Mistake.Kind.BAD_PARAMETER,
            Mistake.Kind.UNAWAITED_STAGE);

    private final Language language;
    private final TypeElement weave;
    private final WeaveCheck check;
    private final boolean complete;
    private final Set<String> sources;
    private final Findings findings;

    /** {@code complete} is whether the class can run as it is; {@code sources} are the classes being compiled. */
    Inspection(
            Language language,
            TypeElement weave,
            ElementClass model,
            boolean complete,
            Set<String> sources,
            Findings findings) {
        this.language = language;
        this.weave = weave;
        this.check = WeaveCheck.of(model);
        this.complete = complete;
        this.sources = sources;
        this.findings = findings;
    }

    /** Whether there was any mistake. */
    boolean report(Messager messager) {
        boolean found = false;
        for (var mistake : check.mistakes()) {
            if (complete || FINAL.contains(mistake.kind())) {
                found = true;
                if (findings.add(language, weave, mistake)) {
                    messager.printMessage(Diagnostic.Kind.ERROR, mistake.text(), placeOf(mistake));
                }
            }
        }
        return found;
    }

    /** The method that is called if this class declares it, else an incomplete supertype's, else the class. */
    private Element placeOf(Mistake mistake) {
        if (!(mistake.method() instanceof ElementMethod declared)) {
            return weave;
        }
        var called = check.tasks().stream()
                .filter(task -> task.declared() == declared)
                .map(task -> (ElementMethod) task.method())
                .findFirst()
                .orElse(declared);
        if (called.home().equals(weave)) {
            return placeIn(called, declared, mistake);
        }
        boolean isIncomplete = declared.home().getModifiers().contains(Modifier.ABSTRACT);
        return isIncomplete && sources.contains(language.binaryName(declared.home()))
                ? placeIn(declared, declared, mistake)
                : weave;
    }

    private static Element placeIn(ElementMethod method, ElementMethod declared, Mistake mistake) {
        int parameter = declared.parameters().indexOf(mistake.parameter());
        return parameter < 0
                ? method.element()
                : method.parameters().get(parameter).element();
    }
}
