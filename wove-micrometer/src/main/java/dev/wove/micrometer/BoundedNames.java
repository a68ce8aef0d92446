package dev.wove.micrometer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Something for each name, up to a number of names; after that the same for all others. */
final class BoundedNames<T> {
    static final String OTHER = "_other";

    private final ConcurrentHashMap<String, T> byName = new ConcurrentHashMap<>();
    private final AtomicBoolean complained = new AtomicBoolean();
    private final int most;
    private final Function<String, T> make;
    private final Runnable onTooMany;

    BoundedNames(int most, Function<String, T> make, Runnable onTooMany) {
        this.most = most;
        this.make = make;
        this.onTooMany = onTooMany;
    }

    T get(String name) {
        var known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() < most || name.equals(OTHER)) {
            return byName.computeIfAbsent(name, make);
        }
        if (complained.compareAndSet(false, true)) {
            onTooMany.run();
        }
        return byName.computeIfAbsent(OTHER, make);
    }
}
