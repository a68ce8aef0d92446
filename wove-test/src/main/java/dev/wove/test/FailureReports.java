package dev.wove.test;

/** What the extensions for JUnit and Kotest write about the weaves of a test that fails. */
public enum FailureReports {
    /** Nothing. */
    OFF,
    /** A text file: how each run ended, when its tasks ran, what decided how long it took, failures with their notes. */
    TEXT,
    /** An HTML page for each run, of wove-report. It has messages of exceptions, and no values of tasks. */
    HTML
}
