/** Weaves in Ktor. */
@SuppressWarnings("requires-transitive-automatic")
module dev.wove.ktor {
    requires transitive dev.wove.dsl;
    requires transitive io.ktor.server.core;
    requires transitive io.ktor.utils;
    requires io.ktor.events;
    requires org.slf4j;

    exports dev.wove.ktor;
}
