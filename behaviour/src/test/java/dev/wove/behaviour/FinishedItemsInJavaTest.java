package dev.wove.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wove.FinishedItems;
import dev.wove.Outcome;
import dev.wove.Task;
import dev.wove.WeaveResult;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What items have made, as a Java program reads it. */
class FinishedItemsInJavaTest {
    @Test
    @DisplayName("the items that had ended when another failed are read with their types")
    void ofFailed() {
        var handle = new AtomicReference<Task<List<String>>>();
        var others = new CountDownLatch(2);
        WeaveResult<List<String>> result = Wove.weaveResult("w", w -> {
            handle.set(w.each("items", List.of(1, 2, 3), item -> {
                if (item == 2) {
                    others.await();
                    throw new IOException("x");
                }
                others.countDown();
                return "<" + item + ">";
            }));
            return handle.get();
        });
        FinishedItems<String> items = result.items(handle.get());
        assertEquals("items", items.task());
        assertEquals(Map.of(0, "<1>", 2, "<3>"), items.values());
        assertEquals(List.of(1), items.missing());
        assertEquals(items, result.items("items"));
        assertEquals("FinishedItems[task=items, values={0=<1>, 2=<3>}, missing=[1]]", items.toString());
    }

    @Test
    @DisplayName("those of eachSettled are outcomes")
    void ofSettled() {
        var handle = new AtomicReference<Task<List<Outcome<Integer>>>>();
        var result = Wove.weaveResult("w", w -> {
            handle.set(w.eachSettled("items", List.of(4, 0), item -> 12 / item));
            return handle.get();
        });
        FinishedItems<Outcome<Integer>> items = result.items(handle.get());
        assertEquals(new Outcome.Succeeded<>(3), items.values().get(0));
        assertInstanceOf(
                ArithmeticException.class,
                assertInstanceOf(Outcome.Failed.class, items.values().get(1)).cause());
        assertEquals(List.of(), items.missing());
    }
}
