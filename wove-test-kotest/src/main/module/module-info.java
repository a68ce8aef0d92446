/** Virtual time and recorded runs in Kotest tests, and reports of those that fail. */
@SuppressWarnings("requires-transitive-automatic")
module dev.wove.test.kotest {
    requires transitive dev.wove.test;
    requires transitive kotest.framework.engine.jvm;

    exports dev.wove.test.kotest;
}
