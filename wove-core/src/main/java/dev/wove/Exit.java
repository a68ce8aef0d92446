package dev.wove;

/** The fate of calls that have not completed when a scope is left. */
public enum Exit {
    /** They are waited for. The default. */
    WAIT,
    /** They are cancelled and waited for; that is no failure. For services that end with the scope. */
    CANCEL,
    /**
     * As WAIT, if all results have been awaited or passed on; else what runs is cancelled, and the scope fails with a
     * {@link NotAwaitedException}. Each call notes where it was made, and walks the stack for that.
     */
    REQUIRE_AWAITED
}
