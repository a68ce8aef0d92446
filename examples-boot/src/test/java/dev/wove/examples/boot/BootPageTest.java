package dev.wove.examples.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;

/** The whole service, called over HTTP. */
@Timeout(120)
class BootPageTest {
    @Test
    void isAllAsItShouldBe() throws Exception {
        assertTrue(new Check(SpringApplication.run(BootPage.class, "--server.port=0")).run());
    }
}
