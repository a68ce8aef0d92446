package dev.wove.benchmarks.shape;

import java.util.concurrent.Callable;

/** What a run of a shape has to return, whichever side runs it. */
public interface Expectation {
    Object result();

    /** @throws WrongResultException if it is another one */
    default void check(Object result) throws WrongResultException {
        if (!result.equals(result())) {
            throw new WrongResultException("the result is " + result + " instead of " + result());
        }
    }

    /**
     * Runs once and checks everything there is to check.
     *
     * @throws WrongResultException if the run did not do what it has to
     */
    default void verify(Callable<?> run) throws Exception {
        check(run.call());
    }

    static Expectation of(Object result) {
        return () -> result;
    }
}
