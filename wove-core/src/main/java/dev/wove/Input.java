package dev.wove;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an input of a {@link Weave} class: a value that is given when it runs. Declared at one parameter; other
 * parameters of that name read the same value, unless a task has the name.
 *
 * <p>A run without the value fails before any task starts. It may be left out if the parameter has a default value in
 * Kotlin, or is marked {@link OrNull}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Input {
    /** The name of the input; the parameter's name if not given. */
    String value() default "";
}
