package dev.wove.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wove.java.Wove;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.LazyInitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions and sessions of JPA belong to the thread that began them. */
@Timeout(120)
class TransactionsTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackageClasses = Order.class)
    static class Shop {}

    record Summary(int number, List<String> articles) {}

    private ConfigurableApplicationContext context;
    private TransactionTemplate transactions;
    private EntityManager orders;
    private JdbcClient database;

    @BeforeEach
    void start() {
        context = SpringApplication.run(
                Shop.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:transactions",
                "--spring.sql.init.mode=never",
                "--spring.jpa.open-in-view=false");
        transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        orders = context.getBean(EntityManager.class);
        database = context.getBean(JdbcClient.class);
        transactions.executeWithoutResult(status -> orders.persist(new Order(7, List.of("loom", "shuttle"))));
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private long count() {
        return database.sql("select count(*) from orders").query(Long.class).single();
    }

    @Test
    void aTaskDoesNotSeeWhatTheTransactionAroundTheWeaveHasWritten() {
        var seen = transactions.execute(status -> {
            database.sql("insert into orders values (8)").update();
            return Wove.weave("count", w -> w.task("count", this::count));
        });
        assertEquals(1L, seen);
        assertEquals(2, count());
    }

    @Test
    void readInTasksAndWriteAfterwards() {
        // tag::weave-then-write[]
        Summary summary = Wove.weave("copy", w -> {
            var order = w.task("order", () -> summary(7));
            var count = w.task("count", this::count);
            return w.task("summary", order, count, (o, n) -> new Summary((int) (o.number() + n), o.articles()));
        });
        transactions.executeWithoutResult(status -> orders.persist(new Order(summary.number(), summary.articles())));
        // end::weave-then-write[]
        assertEquals(List.of("loom", "shuttle"), summary(8).articles());
    }

    @Test
    void aTaskThatWritesHasATransactionOfItsOwn() {
        // tag::transaction-in-task[]
        long number = Wove.weave("order", w -> {
            var next = w.task("next", () -> count() + 7);
            return w.task(
                    "save",
                    next,
                    n -> transactions.execute(status -> {
                        orders.persist(new Order(n.intValue(), List.of("yarn")));
                        return n;
                    }));
        });
        // end::transaction-in-task[]
        assertEquals(List.of("yarn"), summary((int) number).articles());
        assertThrows(
                IllegalStateException.class,
                () -> Wove.<Integer, RuntimeException>weave(
                        "order",
                        w -> w.task(
                                "save",
                                () -> transactions.execute(status -> {
                                    orders.persist(new Order(9, List.of()));
                                    throw new IllegalStateException("rolled back");
                                }))));
        assertEquals(2, count());
    }

    // tag::leave-session[]
    /** What leaves the transaction is a record that needs no session. */
    Summary summary(int number) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var order = orders.find(Order.class, number);
            return new Summary(order.number(), List.copyOf(order.articles()));
        }));
    }
    // end::leave-session[]

    @Test
    void anEntityThatHasLeftItsSessionLoadsNothingMore() {
        assertThrows(
                LazyInitializationException.class,
                () -> Wove.weave("page", w -> {
                    var order = w.task("order", () -> Optional.of(orders.find(Order.class, 7)));
                    return w.task(
                            "articles", order, o -> o.orElseThrow().articles().size());
                }));
        assertEquals(2, (int) Wove.weave("page", w -> {
            var order = w.task("order", () -> summary(7));
            return w.task("articles", order, o -> o.articles().size());
        }));
    }
}
