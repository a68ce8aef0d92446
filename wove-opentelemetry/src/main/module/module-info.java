/** Spans of weaves and tasks for OpenTelemetry. */
@SuppressWarnings("requires-transitive-automatic")
module dev.wove.opentelemetry {
    requires transitive dev.wove.core;
    requires transitive io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires static transitive org.jspecify;

    exports dev.wove.opentelemetry;
}
