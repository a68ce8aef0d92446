/** Tasks, graphs, plans and policies, and the coroutine engine that runs them. */
module dev.wove.core {
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;
    requires transitive org.jspecify;
    requires org.slf4j;
    requires static context.propagation;
    requires static io.opentelemetry.api;
    requires static io.opentelemetry.context;
    requires static java.management;
    requires static kotlinx.coroutines.test;

    exports dev.wove;
    exports dev.wove.config;
    exports dev.wove.environment;
    exports dev.wove.function;
    exports dev.wove.observe;
    exports dev.wove.trace;

    // What wove-processor generates in the modules of users extends Wiring
    exports dev.wove.internal.reuse;

    exports dev.wove.internal to dev.wove.java;
    exports dev.wove.internal.clock to dev.wove.remote, dev.wove.test;
    exports dev.wove.internal.config to dev.wove.ktor, dev.wove.test;
    exports dev.wove.internal.engine to dev.wove.dsl, dev.wove.java, dev.wove.test;
    exports dev.wove.internal.engine.body to dev.wove.dsl, dev.wove.java, dev.wove.test;
    exports dev.wove.internal.engine.classes to dev.wove.dsl, dev.wove.java;
    exports dev.wove.internal.engine.loop to dev.wove.dsl;
    exports dev.wove.internal.engine.remote to dev.wove.dsl, dev.wove.java, dev.wove.test;
    exports dev.wove.internal.engine.scope to dev.wove.dsl, dev.wove.java;
    exports dev.wove.internal.environment to dev.wove.dsl, dev.wove.java, dev.wove.test;
    exports dev.wove.internal.graph to dev.wove.dsl, dev.wove.java, dev.wove.test;
    exports dev.wove.internal.plan to dev.wove.dsl, dev.wove.java, dev.wove.test;
    exports dev.wove.internal.pool to dev.wove.java, dev.wove.remote;
    exports dev.wove.internal.record to dev.wove.report, dev.wove.terminal;
    exports dev.wove.internal.result to dev.wove.java, dev.wove.test;
    exports dev.wove.internal.reuse.reflect to dev.wove.detached, dev.wove.dsl, dev.wove.java, dev.wove.remote, dev.wove.test;
    exports dev.wove.internal.run to dev.wove.dsl, dev.wove.java, dev.wove.remote;
    exports dev.wove.internal.text to
            dev.wove.dsl,
            dev.wove.java,
            dev.wove.remote,
            dev.wove.report,
            dev.wove.terminal,
            dev.wove.test;
    exports dev.wove.internal.trace to dev.wove.dsl, dev.wove.report, dev.wove.test;

    uses dev.wove.environment.EnvironmentProvider;
    uses dev.wove.internal.trace.ReportWriter;
}
