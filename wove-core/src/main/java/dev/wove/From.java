package dev.wove;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the task or the input that a parameter takes, in place of the parameter's own name. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface From {
    /** The name of a task or an input, or {@link Weave#INPUTS}. */
    String value();
}
