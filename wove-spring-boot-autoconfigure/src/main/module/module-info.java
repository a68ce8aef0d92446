/** Weaves in Spring Boot. */
module dev.wove.spring.boot {
    requires transitive dev.wove.java;
    requires static dev.wove.micrometer;
    requires static dev.wove.opentelemetry;
    requires static dev.wove.remote;
    requires static io.opentelemetry.api;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static context.propagation;
    requires static spring.boot.actuator;
    requires static spring.boot.actuator.autoconfigure;
    requires static spring.boot.health;
    requires static spring.security.core;
    requires static spring.tx;
    requires static spring.web;
    requires static spring.webmvc;
    requires static jakarta.servlet;
    requires spring.beans;
    requires spring.boot;
    requires spring.boot.autoconfigure;
    requires spring.context;
    requires spring.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.wove.spring.boot;
    opens dev.wove.spring.boot to
            spring.core,
            spring.beans,
            spring.context;
}
