/** Virtual time and recorded runs as parameters of JUnit tests, and reports of those that fail. */
module dev.wove.test.junit {
    requires transitive dev.wove.test;
    requires transitive org.junit.jupiter.api;

    exports dev.wove.test.junit;

    opens dev.wove.test.junit to
            org.junit.platform.commons;
}
