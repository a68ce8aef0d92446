/** Runs weave classes in JVMs of their own, which outlive the one that starts them. */
module dev.wove.detached {
    requires transitive dev.wove.java;
    requires transitive dev.wove.codec;

    exports dev.wove.detached;

    // The records of its files
    opens dev.wove.detached to
            tools.jackson.databind;
}
