package dev.wove.spring.boot;

import dev.wove.environment.Remote;
import dev.wove.remote.MountedDoor;
import dev.wove.remote.RequestAnswer;
import dev.wove.remote.Secret;
import dev.wove.remote.WoveWorker;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.web.HttpRequestHandler;

/** A worker behind the web server of the application; it is there before that takes requests, and ends after it does. */
final class WorkerOfBeans implements HttpRequestHandler, SmartLifecycle {
    private static final int CONCURRENCY = 64;

    private final ListableBeanFactory beans;
    private final ConfigurableEnvironment environment;
    private final MountedDoor door;
    private final String path;
    private volatile @Nullable WoveWorker worker;

    WorkerOfBeans(ListableBeanFactory beans, ConfigurableEnvironment environment) {
        this.beans = beans;
        this.environment = environment;
        this.path = Bound.get(environment, "wove.worker.path", "/wove/tasks");
        this.door = MountedDoor.mounted().path(Bound.get(environment, "server.servlet.context-path", "") + path);
        var binder = Binder.get(environment);
        binder.bind("wove.worker.secret", String.class).ifBound(text -> door.secret(Secret.parse(text)));
        binder.bind("wove.worker.secrets", Bindable.mapOf(String.class, String.class))
                .ifBound(all -> all.forEach((key, text) -> door.secret(key, Secret.parse(text))));
        binder.bind("wove.worker.names", Bindable.listOf(String.class)).ifBound(all -> all.forEach(door::name));
    }

    String path() {
        return path;
    }

    @Override
    public void start() {
        var builder = WoveWorker.create()
                .door(door)
                .concurrency(Bound.get(environment, "wove.worker.concurrency", CONCURRENCY))
                .grace(WoveAutoConfiguration.Grace.of(environment))
                .closedByApplication();
        var contracts = contracts();
        contracts.values().forEach(contract -> serve(builder, contract));
        worker = builder.start();
        LoggerFactory.getLogger("dev.wove.spring").info("Worker at {} serves {}.", path, contracts.keySet());
    }

    /** The interfaces of beans that are contracts, by name. */
    private Map<String, Class<?>> contracts() {
        var found = new TreeMap<String, Class<?>>();
        for (var name : beans.getBeanNamesForAnnotation(Remote.class)) {
            var type = Objects.requireNonNull(beans.getType(name));
            for (var implemented : ClassUtils.getAllInterfacesForClass(ClassUtils.getUserClass(type))) {
                if (implemented.isAnnotationPresent(Remote.class)) {
                    found.put(implemented.getName(), implemented);
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("wove.worker.enabled is set, but no bean has an interface with @Remote.\n"
                    + "  Annotate the interface that weaves elsewhere call, or leave the key out.");
        }
        return found;
    }

    /** Fails where several beans could be meant, as injecting one would. */
    private <T> void serve(WoveWorker.Builder builder, Class<T> contract) {
        builder.serve(contract, beans.getBean(contract));
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var query = request.getQueryString();
        var target = request.getRequestURI() + (query == null ? "" : "?" + query);
        door.handle(
                        request.getMethod(),
                        target,
                        request::getHeader,
                        request.getInputStream(),
                        new ServletAnswer(response))
                .join();
    }

    /** The thread of the request waits until the answer has ended, which may be written by others. */
    private record ServletAnswer(HttpServletResponse response) implements RequestAnswer {
        @Override
        public void begin(int status, String contentType, long length) {
            response.setStatus(status);
            response.setContentType(contentType);
            if (length >= 0) {
                response.setContentLengthLong(length);
            }
        }

        @Override
        public void write(byte[] part) throws IOException {
            response.getOutputStream().write(part);
            response.flushBuffer();
        }

        @Override
        public void end() {}
    }

    @Override
    public void stop() {
        var running = worker;
        worker = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    @Override
    public int getPhase() {
        return WoveShutdown.PHASE;
    }
}
