/** The test kit: replace any task, run in virtual time, assert on plans. */
module dev.wove.test {
    requires transitive dev.wove.core;
    requires transitive kotlinx.coroutines.test;

    exports dev.wove.test;
}
