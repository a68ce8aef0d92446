package dev.wove.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wove.BackgroundWeaves;
import dev.wove.Policy;
import dev.wove.config.ConfigurationException;
import dev.wove.config.WoveConfiguration;
import dev.wove.java.Wove;
import dev.wove.micrometer.WoveMeters;
import dev.wove.micrometer.WoveObservations;
import dev.wove.observe.WeaveObserver;
import dev.wove.opentelemetry.WoveSpans;
import dev.wove.trace.WeaveListener;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestAttributes;

class WoveAutoConfigurationTest {
    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WoveAutoConfiguration.class,
                    WoveContextAutoConfiguration.class,
                    WoveObservationAutoConfiguration.class,
                    WoveMetricsAutoConfiguration.class,
                    WoveTracingAutoConfiguration.class,
                    WoveTransactionAutoConfiguration.class,
                    WoveHealthAutoConfiguration.class,
                    WoveEndpointAutoConfiguration.class));

    // Configuration

    @Test
    void weavesTakeThePropertiesOfTheContextWhileItIsThere() {
        contexts.withPropertyValues("wove.weave.workers=7", "partner=3", "wove.policies.partner.retries=${partner}")
                .run(context -> {
                    assertSame(context.getBean(WoveConfiguration.class), WoveConfiguration.current());
                    assertEquals(7, WoveConfiguration.current().weave("page").workers());
                    var tries = new ConcurrentLinkedQueue<Integer>();
                    int value = Wove.weave(
                            "page",
                            w -> w.with(Policy.named("partner")).task("flaky", () -> {
                                tries.add(1);
                                if (tries.size() < 4) {
                                    throw new IllegalStateException("down");
                                }
                                return tries.size();
                            }));
                    assertEquals(4, value);
                });
        assertNull(WoveConfiguration.current().weave("page").workers());
    }

    @Test
    void eachContextHasItsOwn() {
        contexts.withPropertyValues("wove.weave.workers=2").run(outer -> {
            contexts.withPropertyValues("wove.weave.workers=3").run(inner -> {
                assertNotSame(outer.getBean(WoveConfiguration.class), inner.getBean(WoveConfiguration.class));
                assertEquals(3, WoveConfiguration.current().weave("page").workers());
                // The bean is that of its context whichever is the last.
                var found = outer.getBean(Wove.WithOptions.class)
                        .weave(
                                "page",
                                w -> w.task(
                                        "a",
                                        () -> WoveConfiguration.current()
                                                .weave("page")
                                                .workers()));
                assertEquals(2, found);
            });
            assertEquals(2, WoveConfiguration.current().weave("page").workers());
        });
    }

    @Test
    void aContextHasNothingOfAnotherThatIsActive() {
        var told = new ConcurrentLinkedQueue<String>();
        contexts.withPropertyValues("wove.weave.max-blocking=5", "wove.policies.partner.retries=3")
                .withBean(
                        WeaveListener.class, () -> event -> told.add(event.run().weave()))
                .withBean(WoveCustomizer.class, () -> settings -> settings.listener(event -> told.add("customized")))
                .run(outer -> contexts.run(inner -> {
                    assertNull(WoveConfiguration.current().weave("page").maxBlocking());
                    assertNull(WoveConfiguration.current().policy("partner"));
                    Wove.weave("of the inner", w -> w.task("a", () -> 1));
                    assertThat(told).isEmpty();
                }));
    }

    @Test
    void aKeyThatDoesNotExistFailsTheStart() {
        contexts.withPropertyValues("wove.weave.wokers=7")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("wove.weave.wokers")
                        .hasMessageContaining("wove.weave.workers"));
    }

    @Test
    void customizersWinOverPropertiesAndBeansListen() {
        var told = new ConcurrentLinkedQueue<String>();
        contexts.withPropertyValues("wove.weave.workers=7")
                .withBean(WoveCustomizer.class, () -> settings -> settings.workers(9))
                .withBean(WeaveListener.class, () -> event -> told.add("listener"))
                .withBean(WeaveObserver.class, () -> run -> {
                    told.add("observer");
                    return null;
                })
                .run(context -> {
                    assertEquals(9, WoveConfiguration.current().weave("page").workers());
                    Wove.weave("page", w -> w.task("a", () -> 1));
                    assertTrue(told.containsAll(List.of("listener", "observer")), told.toString());
                });
    }

    @Test
    void virtualThreadsAreThoseOfSpringUnlessSaidOtherwise() {
        contexts.withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> assertThat(WoveConfiguration.current().explain())
                        .containsPattern("wove.virtual-threads +true"));
        contexts.withPropertyValues("spring.threads.virtual.enabled=true", "wove.virtual-threads=false")
                .run(context -> assertThat(WoveConfiguration.current().explain())
                        .containsPattern("wove.virtual-threads +false"));
    }

    // Background weaves

    @Test
    void backgroundWeavesEndBeforeTheContextDoes() {
        var ended = new ConcurrentLinkedQueue<String>();
        var started = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        contexts.withPropertyValues("wove.background.grace=25s").run(context -> {
            Wove.in(context.getBean(BackgroundWeaves.class))
                    .launchWeave(
                            "slow",
                            w -> w.task("a", () -> {
                                started.countDown();
                                mayEnd.await();
                                ended.add("weave");
                                return 1;
                            }));
            assertTrue(started.await(30, TimeUnit.SECONDS));
            // The runner closes the context when this returns; the weave ends while it is drained.
            new Thread(mayEnd::countDown).start();
        });
        assertEquals(List.of("weave"), List.copyOf(ended));
    }

    @Test
    void aGraceThatSpringWouldNotWaitForFailsTheStart() {
        contexts.withPropertyValues("wove.background.grace=40s")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("wove.background.grace")
                        .hasMessageContaining("spring.lifecycle.timeout-per-shutdown-phase"));
    }

    @Test
    void weavesAreDrainedAfterRequestsAndBeforeTheServerStops() {
        // As WebServerGracefulShutdownLifecycle and WebServerStartStopLifecycle have them.
        assertThat(WoveShutdown.PHASE).isLessThan(Integer.MAX_VALUE - 1024).isGreaterThan(Integer.MAX_VALUE - 2048);
    }

    // Metrics and spans

    @Test
    void weavesAreMeteredWhereThereIsARegistry() {
        contexts.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("wove.metrics.items=false")
                .run(context -> {
                    Wove.weave("page", w -> w.each("items", List.of(1, 2), i -> i));
                    var registry = context.getBean(MeterRegistry.class);
                    assertEquals(1, registry.get("wove.weave").timer().count());
                    assertThat(registry.find("wove.item").timers()).isEmpty();
                });
        contexts.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("wove.metrics.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(WoveMeters.class));
        contexts.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withClassLoader(new FilteredClassLoader(WoveMeters.class))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(WoveConfiguration.class));
    }

    @Test
    void limitersAndBackgroundWeavesOfTheContextAreShown() {
        contexts.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("wove.limiters.partner.concurrent=1", "wove.policies.partner.limiter=partner")
                .run(context -> {
                    var registry = context.getBean(MeterRegistry.class);
                    var begun = new CountDownLatch(1);
                    var gate = new CountDownLatch(1);
                    var live = Wove.in(context.getBean(BackgroundWeaves.class)).launchWeave("calls", w -> {
                        var limited = w.with(Policy.named("partner"));
                        var first = limited.task("first", () -> {
                            begun.countDown();
                            gate.await();
                            return 1;
                        });
                        var second = limited.task("second", () -> {
                            begun.countDown();
                            gate.await();
                            return 2;
                        });
                        return w.task("sum", first, second, Integer::sum);
                    });
                    assertTrue(begun.await(1, TimeUnit.MINUTES));
                    var waiting = registry.get("wove.limiter.waiting")
                            .tag("limiter", "partner")
                            .gauge();
                    // The other one asks for the slot a moment later.
                    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                        while (waiting.value() != 1) {
                            Thread.onSpinWait();
                        }
                    });
                    assertEquals(1, registry.get("wove.limiter.taken").gauge().value());
                    assertEquals(1, registry.get("wove.limiter.max").gauge().value());
                    assertEquals(
                            1, registry.get("wove.background.running").gauge().value());
                    gate.countDown();
                    assertEquals(3, live.join());
                    assertEquals(0, waiting.value());
                });
    }

    @Test
    void weavesHaveSpansWhereThereIsOpenTelemetry() {
        var exporter = InMemorySpanExporter.create();
        contexts.withBean(
                        OpenTelemetry.class,
                        () -> OpenTelemetrySdk.builder()
                                .setTracerProvider(SdkTracerProvider.builder()
                                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                                        .build())
                                .build())
                .withPropertyValues("wove.observation.items=all")
                .run(context -> {
                    Wove.weave("page", w -> w.each("items", List.of(1, 2), i -> i));
                    // The context takes the spans with it when it closes.
                    assertThat(exporter.getFinishedSpanItems().stream().map(span -> span.getName()))
                            .containsExactlyInAnyOrder("page", "items", "items item", "items item");
                });
        contexts.withClassLoader(new FilteredClassLoader(WoveSpans.class, OpenTelemetry.class))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(WoveConfiguration.class));
    }

    // Context

    @Test
    void weavesAreObservedInTheirPlaceWhereThereIsMicrometerTracing() {
        var tracer = new SimpleTracer();
        var meters = new SimpleMeterRegistry();
        var registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new DefaultTracingObservationHandler(tracer))
                .observationHandler(new DefaultMeterObservationHandler(meters));
        var with = contexts.withBean(ObservationRegistry.class, () -> registry)
                .withBean(MeterRegistry.class, () -> meters)
                .withBean(OpenTelemetry.class, OpenTelemetry::noop);
        with.run(context ->
                assertThat(context).doesNotHaveBean(WoveObservations.class).hasSingleBean(WoveSpans.class));
        with.withBean(Tracer.class, () -> tracer).run(context -> {
            assertThat(context).hasSingleBean(WoveObservations.class).doesNotHaveBean(WoveSpans.class);
            Wove.weave("page", w -> {
                var user = w.task("user", () -> 1);
                return w.task("orders", user, u -> u + 1);
            });
            var names = tracer.getSpans().stream().map(SimpleSpan::getName).toList();
            assertThat(names).containsExactly("page", "user", "orders");
            assertThat(tracer.getSpans().getLast().getParentId())
                    .isEqualTo(tracer.getSpans().getFirst().getSpanId());
            assertEquals(
                    2,
                    meters.find("wove.task").timers().stream()
                            .mapToLong(Timer::count)
                            .sum());
            assertEquals(1, meters.get("wove.weave").timer().count());
        });
    }

    @Test
    void bodiesSeeWhoIsLoggedInAndTheLocale() {
        contexts.run(context -> {
            SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ada", "secret"));
            LocaleContextHolder.setLocale(Locale.CANADA_FRENCH);
            try {
                var found = Wove.weave("page", w -> w.task("a", WoveAutoConfigurationTest::caller));
                assertEquals("ada in fr_CA", found);
            } finally {
                SecurityContextHolder.clearContext();
                LocaleContextHolder.resetLocaleContext();
            }
            // Nobody is logged in any more, on whatever thread that was.
            var nobody = Wove.weave(
                    "page",
                    w -> w.each(
                            "items",
                            List.of(1, 2, 3, 4, 5, 6),
                            i -> SecurityContextHolder.getContext().getAuthentication() == null));
            assertFalse(nobody.contains(false));
        });
    }

    private static String caller() {
        var name = SecurityContextHolder.getContext().getAuthentication().getName();
        return name + " in " + LocaleContextHolder.getLocale();
    }

    // Transactions

    @Test
    void aWeaveThatStartsInsideATransactionIsWarnedOfOnce() {
        var said = warnings(() -> contexts.run(context -> inTransaction("transfer", () -> {
            Wove.weave("page", w -> w.task("a", () -> Wove.weave("inner", v -> v.task("b", () -> 1))));
            Wove.weave("page", w -> w.task("a", () -> 1));
        })));
        assertThat(said).singleElement().asString().contains("'page'").contains("'transfer'");
        assertThat(warnings(() -> contexts.withPropertyValues("wove.transaction-check=off")
                        .run(context ->
                                inTransaction("transfer", () -> Wove.weave("page", w -> w.task("a", () -> 1))))))
                .isEmpty();
    }

    private static void inTransaction(String name, Runnable action) {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        TransactionSynchronizationManager.setCurrentTransactionName(name);
        try {
            action.run();
        } finally {
            TransactionSynchronizationManager.clear();
        }
    }

    private static List<String> warnings(Runnable action) {
        var logger = (Logger) LoggerFactory.getLogger("dev.wove.spring");
        var events = new ListAppender<ILoggingEvent>();
        events.start();
        logger.addAppender(events);
        try {
            action.run();
        } finally {
            logger.detachAppender(events);
        }
        return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    // The endpoint

    @Test
    void theEndpointTellsSettingsAndWhatRunsWhereItIsExposed() {
        contexts.run(context -> assertThat(context).doesNotHaveBean(WoveEndpoint.class));
        contexts.withPropertyValues("management.endpoints.web.exposure.include=wove", "wove.weave.workers=7")
                .run(context -> {
                    var told = context.getBean(WoveEndpoint.class).told();
                    assertThat(told.configuration()).anyMatch(line -> line.matches("wove.weave.workers +7 .*Spring.*"));
                    assertThat(told.background()).isEmpty();
                });
    }

    @Test
    void theHealthTellsWhatRunsAndThatItIsDraining() {
        var whileDraining = new ConcurrentLinkedQueue<Health>();
        contexts.run(context -> {
            var indicator = context.getBean("woveHealthIndicator", HealthIndicator.class);
            assertEquals(Health.up().withDetail("background", 0).build(), indicator.health());
            var begun = new CountDownLatch(1);
            Wove.in(context.getBean(BackgroundWeaves.class))
                    .launchWeave(
                            "mail",
                            w -> w.task("send", () -> {
                                begun.countDown();
                                while (indicator.health().getStatus() == Status.UP) {
                                    Thread.onSpinWait();
                                }
                                return whileDraining.add(indicator.health());
                            }));
            assertTrue(begun.await(1, TimeUnit.MINUTES));
            assertThat(indicator.health().getDetails())
                    .containsEntry("background", 1)
                    .containsEntry("running", List.of("mail"));
        });
        assertEquals(Status.OUT_OF_SERVICE, whileDraining.remove().getStatus());
        contexts.withPropertyValues("management.health.wove.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("woveHealthIndicator"));
    }

    @Test
    void theEndpointKeepsTheLastRunsOfEachWeaveWhereThatIsWanted() {
        contexts.run(context -> assertThat(context).doesNotHaveBean(RecentRuns.class));
        contexts.withPropertyValues("management.endpoints.web.exposure.include=wove", "wove.endpoint.runs=2")
                .run(context -> {
                    for (int i = 1; i <= 3; i++) {
                        Wove.weave("page-" + i, w -> w.task("a", () -> Wove.weave("inner", v -> v.task("b", () -> 1))));
                    }
                    assertThrows(
                            IllegalStateException.class,
                            () -> Wove.<Integer, RuntimeException>weave(
                                    "order",
                                    w -> w.task("a", () -> {
                                        throw new IllegalStateException("secret");
                                    })));
                    var last = context.getBean(RecentRuns.class).all();
                    assertThat(last).containsOnlyKeys("page-*", "order");
                    assertThat(last.get("page-*"))
                            .extracting(RecentRuns.Ended::weave)
                            .containsExactly("page-3", "page-2");
                    assertThat(last.get("order").get(0).error()).isEqualTo(IllegalStateException.class.getName());
                    assertThat(context.getBean(WoveEndpoint.class).told().last())
                            .isEqualTo(last);
                });
    }

    @Test
    void theEndpointTellsWhatWeavesUnderWayWaitFor() {
        contexts.withPropertyValues("management.endpoints.web.exposure.include=wove")
                .run(context -> {
                    var gate = new CountDownLatch(1);
                    var begun = new CountDownLatch(1);
                    var live = Wove.in(context.getBean(BackgroundWeaves.class)).launchWeave("mail", w -> {
                        var load = w.task("load", () -> {
                            begun.countDown();
                            gate.await();
                            return 1;
                        });
                        return w.task("send", load, l -> l);
                    });
                    assertTrue(begun.await(1, TimeUnit.MINUTES));
                    var told = context.getBean(WoveEndpoint.class).told().underWay().stream()
                            .filter(each -> each.weave().equals("mail"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(told.waiting()).containsExactly("load: body", "send: inputs load");
                    gate.countDown();
                    live.join();
                });
    }

    @Test
    void bodiesSeeTheRequestOnlyWhereThatIsWanted() {
        var key = RequestAttributes.class.getName();
        contexts.run(context -> assertThat(registered()).doesNotContain(key));
        try {
            contexts.withPropertyValues("wove.context.request=true")
                    .run(context -> assertThat(registered()).contains(key));
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor(key);
        }
    }

    private static List<Object> registered() {
        return ContextRegistry.getInstance().getThreadLocalAccessors().stream()
                .map(ThreadLocalAccessor::key)
                .toList();
    }

    @Test
    void theBeansOfTheApplicationWin() {
        var own = BackgroundWeaves.withGrace(Duration.ofSeconds(1));
        contexts.withBean("own", BackgroundWeaves.class, () -> own)
                .run(context -> assertSame(own, context.getBean(BackgroundWeaves.class)));
    }
}
