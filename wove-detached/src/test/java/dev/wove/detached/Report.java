package dev.wove.detached;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A weave that can be told when to go on, to fail, and what to look up in its process. */
final class Report extends Weave<Report.Summary> {
    /** A value of the user's. */
    record Summary(int total, List<String> notes, long pid) {}

    @Do
    int sum(@Input int a, @Input int b) {
        return a + b;
    }

    /** Waits for a file, since other processes have no other way to tell. */
    @Do
    String note(@Input String goOn, @Input String property) throws InterruptedException {
        while (!goOn.isEmpty() && !Files.exists(Path.of(goOn))) {
            Thread.sleep(10);
        }
        if (property.equals("fail")) {
            throw new IllegalStateException("no report");
        }
        return property.isEmpty() ? "" : property + "=" + System.getProperty(property);
    }

    @Do
    Summary summary(int sum, String note) {
        System.out.println("the sum is " + sum);
        return new Summary(sum * 2, List.of(note), ProcessHandle.current().pid());
    }
}
