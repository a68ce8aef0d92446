package working;

import dev.wove.Do;
import dev.wove.From;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.processor.Ran;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

interface Greets<T> {
    @Do
    default String zGreeting(T user) {
        Ran.body();
        return "hello " + user;
    }
}

abstract class Base<T extends Comparable<T>> extends Weave<String> implements Greets<T> {
    @Do
    abstract T user();

    @Do
    protected List<T> yMany(T user, @Input String... names) {
        Ran.body();
        return List.of(user);
    }
}

/** Tasks of every kind, declared last to first in the alphabet where that is free. */
class Shop extends Base<String> {
    private record Price(long cents) {}

    @Override
    String user() {
        Ran.body();
        return "ann";
    }

    @Do
    Price xPrice(@Input int cents, @Input long[] bonus) throws IOException {
        Ran.body();
        return new Price(cents + bonus[0]);
    }

    @Do(each = "yMany", workers = 2)
    @Deprecated
    CompletionStage<Integer> wLength(String one) {
        Ran.body();
        return CompletableFuture.completedFuture(one.length());
    }

    @Do
    void vAudit(@From("xPrice") Price price) {
        Ran.body();
    }

    @Do(after = "vAudit")
    void uAudit(List<? extends Integer> wLength, boolean gift) {
        Ran.body();
    }

    @Do
    String all(String zGreeting, List<Integer> wLength, @Input boolean gift, @From("xPrice") Record price) {
        Ran.body();
        return zGreeting + ", " + wLength + ", " + gift + ", " + price;
    }
}

class Outer {
    private static class Hidden extends Weave<Integer> {
        @Do
        int price(@Input Integer cents) {
            Ran.body();
            return cents;
        }

        @Do
        int all(int price) {
            Ran.body();
            return price + 1;
        }
    }

    class Inner extends Weave<Void> {
        @Do
        void nothing(@Input int cents) {}
    }
}
