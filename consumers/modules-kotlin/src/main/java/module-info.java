module consumer {
    requires dev.wove.dsl;
    requires dev.wove.report;
    requires dev.wove.detached;

    // Detached runs make an instance of the weave class
    exports consumer;

    // The weave class in it is called by reflection: kapt generates nothing for a module
    opens consumer to
            dev.wove.core;
}
