package dev.wove.opentelemetry;

/** Which items of mapped tasks get spans of their own. */
public enum ItemSpans {
    /** None; what an item does belongs to the span of its task. */
    NONE,
    /** Those that have failed, made when they have. */
    FAILED,
    /** All of them, which are current while they run: for few items that do much. */
    ALL
}
