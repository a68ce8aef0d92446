package dev.wove.processor;

import dev.wove.internal.reuse.ParameterModel;
import java.lang.annotation.Annotation;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** A parameter as the compiler sees it. */
record ElementParameter(VariableElement element, @Nullable String name, MirrorType type, boolean hasDefault)
        implements ParameterModel {

    @Override
    public <A extends Annotation> @Nullable A annotation(Class<A> type) {
        return element.getAnnotation(type);
    }
}
