package dev.wove.tables;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The files that are checked in are what the tables write. {@code -Dtables.update=true} writes them. */
class TablesTest {
    @TestFactory
    Stream<DynamicTest> checkedIn() {
        return Tables.all().stream()
                .map(file -> dynamicTest(file.path() + " is what its table writes", () -> compare(file)));
    }

    private static void compare(Generated file) throws IOException {
        var path = Path.of("..").resolve(file.path());
        if (Boolean.getBoolean("tables.update")) {
            Files.writeString(path, file.text());
        }
        var checkedIn = Files.readString(path);
        if (!checkedIn.equals(file.text())) {
            fail(file.path() + " is not what its table writes, from line " + firstOther(checkedIn, file.text())
                    + " on.\n"
                    + "  Change the table in tables/src/main/java, not the file, and refresh it:\n"
                    + "  " + Generated.REFRESH);
        }
    }

    private static long firstOther(String one, String other) {
        int same = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return one.substring(0, same).lines().count();
    }
}
