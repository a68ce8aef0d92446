package dev.wove;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * At a parameter: takes the {@link Outcome} of the task it names, so that its failure is data and ends nothing.
 *
 * <p>At the method of a mapped task: gives an {@link Outcome} per item, so that a failed item ends neither the others nor
 * the task.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface Settled {}
