package dev.wove.examples.boot;

import dev.wove.BackgroundWeaves;
import dev.wove.Policy;
import dev.wove.java.Wove;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** One weave for each page, and one in the background for what need not be waited for. */
@RestController
class PageController {
    record Page(String user, String city, List<String> orders, String weather, String renderedFor) {}

    private final JdbcClient database;
    private final Partner partner;
    private final BackgroundWeaves background;

    PageController(JdbcClient database, Partner partner, BackgroundWeaves background) {
        this.database = database;
        this.partner = partner;
        this.background = background;
    }

    @GetMapping("/page")
    Page page(Authentication caller) {
        var user = caller.getName();
        var page = Wove.<Page, RuntimeException>weave("page", w -> {
            var city = w.task("city", () -> city(user));
            var orders = w.task("orders", () -> orders(user));
            var weather = w.with(Policy.named("partner")).task("weather", city, partner::weather);
            return w.task("page-body", city, orders, weather, (c, o, t) -> new Page(user, c, o, t, whoIsLoggedIn()));
        });
        Wove.in(background).launchWeave("visit", w -> w.task("count", () -> count(user)));
        return page;
    }

    private String city(String user) {
        return database.sql("select city from customers where name = ?")
                .param(user)
                .query(String.class)
                .single();
    }

    private List<String> orders(String user) {
        return database.sql("select article from orders where customer = ? order by id")
                .param(user)
                .query(String.class)
                .list();
    }

    private int count(String user) {
        return database.sql("insert into visits values (?)").param(user).update();
    }

    /** Asked in a body, on a thread of its own. */
    private static String whoIsLoggedIn() {
        return SecurityContextHolder.getContext().getAuthentication().getName();
    }
}
