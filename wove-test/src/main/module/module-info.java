/** The test kit: replace any task, run in virtual time, assert on plans. */
module dev.wove.test {
    requires transitive dev.wove.core;
    requires transitive kotlinx.coroutines.test;

    exports dev.wove.test;
    exports dev.wove.test.internal to dev.wove.test.junit, dev.wove.test.kotest;
}
