/** Runs tasks on workers, in child processes and over HTTP, and is the worker. */
module dev.wove.remote {
    requires transitive dev.wove.core;
    requires transitive dev.wove.codec;
    requires tools.jackson.core;
    requires org.slf4j;
    requires java.net.http;
    requires jdk.httpserver;

    exports dev.wove.remote;

    uses dev.wove.codec.CodecSource;

    provides dev.wove.environment.EnvironmentProvider with
            dev.wove.remote.internal.RemoteProvider;
    provides dev.wove.environment.PayloadTypes with
            dev.wove.remote.internal.payload.RemotePayloadTypes;
}
