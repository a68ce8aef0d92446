package dev.wove.examples.boot;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pages of a shop: who is logged in sees what the database and a partner know of them. */
@SpringBootApplication(proxyBeanMethods = false)
public class BootPage {
    public static void main(String[] args) {
        System.exit(new CommandLine(new Start()).execute(args));
    }

    /** Starts the service, and calls it if that is wanted. */
    @Command(
            name = "boot-page",
            mixinStandardHelpOptions = true,
            description =
                    "A service in Spring Boot: /page for the users ada and bert, whose passwords are their names.")
    static final class Start implements Callable<Integer> {
        @Option(names = "--port", description = "Where it listens.", defaultValue = "8080")
        private int port;

        @Option(names = "--check", description = "Calls itself as two users, prints what it saw, and ends.")
        private boolean check;

        @Override
        public Integer call() throws Exception {
            var context = SpringApplication.run(BootPage.class, "--server.port=" + (check ? 0 : port));
            if (!check) {
                System.out.println("http://localhost:" + port + "/page, as ada or bert; Ctrl-C ends it.");
                Thread.currentThread().join();
            }
            return new Check(context).run() ? 0 : 1;
        }
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ada").password("{noop}ada").build(),
                User.withUsername("bert").password("{noop}bert").build());
    }

    @Bean
    InMemorySpanExporter spans() {
        return InMemorySpanExporter.create();
    }

    @Bean
    OpenTelemetry openTelemetry(InMemorySpanExporter spans) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
    }
}
