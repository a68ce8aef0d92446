package dev.wove.processor;

import dev.wove.internal.reuse.MethodModel;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** A method as the compiler sees it. */
record ElementMethod(
        ExecutableElement element, String sourceName, List<ElementParameter> parameters, MirrorType returnType)
        implements MethodModel {

    @Override
    public String name() {
        return element.getSimpleName().toString();
    }

    TypeElement home() {
        return (TypeElement) element.getEnclosingElement();
    }

    @Override
    public <A extends Annotation> @Nullable A annotation(Class<A> type) {
        return element.getAnnotation(type);
    }

    @Override
    public boolean isStatic() {
        return element.getModifiers().contains(Modifier.STATIC);
    }

    @Override
    public boolean isPrivate() {
        return element.getModifiers().contains(Modifier.PRIVATE);
    }

    @Override
    public boolean isGeneric() {
        return !element.getTypeParameters().isEmpty();
    }
}
