/** Timers and gauges of weaves, tasks, items and limiters for Micrometer. */
@SuppressWarnings("requires-transitive-automatic")
module dev.wove.micrometer {
    requires transitive dev.wove.core;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.wove.micrometer;
}
