package dev.wove;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a {@link Weave} class a task, with these options. Options left out are not given; a zero is.
 *
 * <p>Durations are a whole number and one of ns, us, ms, s, m, h, d, several in a row ({@code "1m30s"}), or ISO-8601
 * ({@code "PT1.5S"}). What an option means and how they work together is said at {@link Policy}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Do {
    /** The number that stands for "not given". */
    int NOT_GIVEN = Integer.MIN_VALUE;

    /** How many more attempts after the first. */
    int retries() default NOT_GIVEN;

    /** Bounds one attempt, from when its body starts. */
    String timeout() default "";

    /** Bounds all attempts, from when the task is ready. */
    String deadline() default "";

    /** How long to wait before the second attempt. Back to back if not given. */
    String backoff() default "";

    /** How many times as long each wait is as the one before. */
    double backoffFactor() default 2.0;

    /** The share of each wait by which it varies, both ways; from 0 to 1. */
    double backoffJitter() default 0.0;

    /** No wait is longer than this. */
    String backoffCap() default "";

    /**
     * Maps the task over the items of a task or an input with that name: an iterable, array, map (its entries), sequence,
     * stream or flow. The one parameter that names neither a task nor an input gets the item; where that is not clear,
     * {@link Item} says. The value is the list of what the method returns; if it returns nothing, the number of items.
     */
    String each() default "";

    /** Caps the items that run at once. */
    int workers() default NOT_GIVEN;

    /** Paces attempts evenly. */
    int perMinute() default NOT_GIVEN;

    /** How far the source of the items is read ahead; such a task must not also wait for the end of the source. */
    int maxPending() default NOT_GIVEN;

    /** The names of tasks that must have succeeded before, whose values are not taken. */
    String[] after() default {};

    /** How long to wait for a body that ignores its cancellation. */
    String abandonAfter() default "";

    /** Runs a blocking method where the engine runs: on the thread of a blocking caller. */
    boolean onCaller() default false;

    /**
     * The name of the environment that the method runs in; {@code "local"} is this process. If not given, as the weave or the
     * configuration says.
     */
    String environment() default "";

    /**
     * The name of a method without parameters, or of a field, of this class that holds a {@link Policy}; neither may be
     * private. It is read once in each run. Options given here win over those of the policy.
     */
    String policy() default "";
}
