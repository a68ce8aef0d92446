package dev.wove.examples.service;

import dev.wove.BackgroundWeaves;
import dev.wove.java.Wove;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.JdbcTemplate;

/** A process that is told to end while a weave of it writes to the database; {@link TerminatedTest} starts it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Mailer {
    private static final CountDownLatch CLOSING = new CountDownLatch(1);

    /** @param args {@code ends} or {@code hangs}, and the arguments of Spring */
    public static void main(String[] args) throws InterruptedException {
        var context = SpringApplication.run(Mailer.class, args);
        var database = context.getBean(JdbcTemplate.class);
        database.execute("create table if not exists sent (at varchar(20))");
        var begun = new CountDownLatch(1);
        Wove.in(context.getBean(BackgroundWeaves.class)).launchWeave("mail", w -> {
            var load = w.task("load", () -> {
                begun.countDown();
                CLOSING.await();
                return database.queryForObject("select count(*) from sent", Integer.class);
            });
            return w.task("send", load, n -> {
                if (args[0].equals("hangs")) {
                    new CountDownLatch(1).await();
                }
                return database.update("insert into sent values ('while closing')");
            });
        });
        begun.await();
        System.out.println(
                "READY " + context.getBean(DataSource.class).getClass().getSimpleName());
        System.out.flush();
        Thread.currentThread().join();
    }

    @Bean
    ApplicationListener<ContextClosedEvent> closing() {
        return event -> CLOSING.countDown();
    }
}
