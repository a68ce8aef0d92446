package dev.wove.examples.docs;

// tag::class-alone-java[]
import static dev.wove.java.Given.given;
import static dev.wove.java.Tasks.taskOf;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.java.Wove;
import java.util.List;

public class Invoice extends Weave<String> {
    @Do(retries = 2, timeout = "5s")
    List<String> goods(@Input int order) { //      parameters name an input or a task
        return List.of("warp", "weft");
    }

    @Do
    String customer(int order) { //                runs beside goods and price
        return "Anni";
    }

    @Do(each = "goods", workers = 8)
    int price(String good) { //                    runs for each of the goods
        return 100 * good.length();
    }

    @Do
    String invoice(String customer, List<String> goods, List<Integer> price) { // the last task makes the value
        int sum = price.stream().mapToInt(Integer::intValue).sum();
        return customer + " pays " + sum + " for " + goods;
    }

    public static void main(String[] args) {
        String invoice = Wove.weave(new Invoice(), given("order", 7));
        System.out.println(invoice);

        String gift = Wove.weave(new Invoice(), given("order", 7), w -> {
            w.override(taskOf(Invoice::customer)).with(() -> "Gunta");
        });
        System.out.println(gift);
    }
}
// end::class-alone-java[]
