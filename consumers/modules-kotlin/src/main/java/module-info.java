module consumer {
    requires dev.wove.dsl;
    requires dev.wove.report;
    requires dev.wove.detached;

    // The weave class in it is called by Wove
    exports consumer;
}
