package dev.wove.processor;

import dev.wove.Do;
import dev.wove.From;
import dev.wove.Input;
import dev.wove.Item;
import dev.wove.OrNull;
import dev.wove.Settled;
import dev.wove.environment.Remote;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Tells javac that Wove's annotations are taken care of, without which {@code -Xlint:processing} warns of them.
 * {@link WeaveProcessor} cannot: it looks at all classes, and would claim what other processors wait for. That one has to
 * come first, or it would not be asked where nothing is left to claim.
 */
public final class AnnotationClaim extends AbstractProcessor {
    /** The annotations of weave classes. */
    static final Set<Class<? extends Annotation>> OURS =
            Set.of(Do.class, Input.class, From.class, Item.class, Settled.class, OrNull.class);

    /** For the compiler, which makes the processor by name. */
    public AnnotationClaim() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        // The last stands on what WeaveProcessor generates
        return Stream.concat(
                        OURS.stream().map(Class::getName), Stream.of(Remote.class.getName(), WiringSource.GENERATED))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return true;
    }
}
