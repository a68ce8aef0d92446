package dev.wove.examples.service;

import static dev.wove.remote.HttpEnvironment.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Policy;
import dev.wove.WeaveOptions;
import dev.wove.config.WoveConfiguration;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.Remote;
import dev.wove.java.Wove;
import dev.wove.remote.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** A service whose beans are called by weaves of others. */
@Timeout(120)
class WorkerInSpringTest {
    @Remote("prices")
    interface Prices {
        int of(String article);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {
        @Bean
        Prices prices(JdbcTemplate database) {
            return article -> {
                var price = database.queryForObject("select ?", Integer.class, article.length());
                if (price == null || price == 0) {
                    throw new IllegalArgumentException("no article");
                }
                return price;
            };
        }

        // tag::worker-security[]
        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/wove/tasks")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/wove/tasks"))
                    .build();
        }
        // end::worker-security[]
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    private ConfigurableApplicationContext start(Class<?> application) throws Exception {
        return start(application, "file:" + secret("0123456789-0123456789-0123456789"));
    }

    private ConfigurableApplicationContext start(Class<?> application, String secret) {
        return run(application, "--wove.worker.secret=" + secret);
    }

    private ConfigurableApplicationContext run(Class<?> application, String more) {
        var context = SpringApplication.run(
                application,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:worker",
                "--spring.sql.init.mode=never",
                "--wove.worker.enabled=true",
                more);
        open.add(context);
        return context;
    }

    private Path secret(String text) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "secret", ""), text);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private static String url(ConfigurableApplicationContext context) {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/wove/tasks";
    }

    private int price(String url, Path secret, String article) {
        var configuration =
                WoveConfiguration.of(c -> c.environment("shop", http(url).secret(Secret.file(secret))));
        open.add(() -> configuration.closeEnvironments(Duration.ofSeconds(5)));
        return Wove.with(WeaveOptions.config(configuration))
                .weave("basket", w -> w.with(Policy.environment("shop")).remote("price", Prices::of, w.given(article)));
    }

    @Test
    void weavesOfOthersCallItsBeansWhichStandInFrontOfADatabase() throws Exception {
        var url = url(start(Shop.class));
        var known = secret("0123456789-0123456789-0123456789");
        assertEquals(6, price(url, known, "teapot"));
        assertThrows(RuntimeException.class, () -> price(url, known, ""));
        assertThrows(
                EnvironmentException.class,
                () -> price(url, secret("another-0123456789-another-0123456789"), "teapot"));
    }

    @Test
    void theRestOfTheServiceIsAsGuardedAsBefore() throws Exception {
        var url = URI.create(url(start(Shop.class)).replace("/wove/tasks", "/page"));
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding());
        assertEquals(403, answer.statusCode());
    }

    @Test
    void aWorkerThatWouldServeNothingOrLetInAnybodyDoesNotStart() {
        var nothing = assertThrows(Exception.class, () -> start(Empty.class));
        assertTrue(causes(nothing).contains("no bean has an interface with @Remote"), causes(nothing));
        var anybody = assertThrows(Exception.class, () -> run(Shop.class, "--wove.worker.path=/wove/tasks"));
        assertTrue(causes(anybody).contains("lets in nobody"), causes(anybody));
        var seen = assertThrows(Exception.class, () -> start(Shop.class, "secret"));
        assertTrue(causes(seen).contains("A secret is given as env:NAME or file:/path"), causes(seen));
    }

    private static String causes(Throwable thrown) {
        var all = new StringBuilder();
        for (var each = thrown; each != null; each = each.getCause()) {
            all.append(each.getMessage()).append('\n');
        }
        return all.toString();
    }
}
