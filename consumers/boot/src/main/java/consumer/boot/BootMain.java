package consumer.boot;

import consumer.Main;
import dev.wove.config.WoveConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The same program inside of Spring Boot, whose properties hold for its weaves. */
@SpringBootApplication
public class BootMain {
    public static void main(String[] args) {
        try (var context = SpringApplication.run(BootMain.class, "--wove.weave.workers=7")) {
            var workers = WoveConfiguration.current().weave("page").workers();
            if (workers == null || workers != 7) {
                throw new IllegalStateException("wove.weave.workers is " + workers);
            }
            Main.main(args);
        }
    }
}
