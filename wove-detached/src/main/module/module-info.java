/** Runs weave classes in JVMs of their own, which outlive the one that starts them. */
module dev.wove.detached {
    requires transitive dev.wove.java;
    requires transitive tools.jackson.databind;

    exports dev.wove.detached;
}
