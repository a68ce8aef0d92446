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

/** The files that are checked in have what the tables write. {@code -Dtables.update=true} writes it. */
class TablesTest {
    @TestFactory
    Stream<DynamicTest> checkedIn() throws IOException {
        return Tables.in(Path.of("src/main/tables")).stream()
                .map(file -> dynamicTest(file.path() + " has what its table writes", () -> compare(file)));
    }

    private static void compare(Generated file) throws IOException {
        var path = Path.of("..").resolve(file.path());
        var checkedIn = Files.exists(path) ? Files.readString(path) : "";
        var written = file.in(checkedIn);
        if (Generated.unformatted(checkedIn).equals(Generated.unformatted(written))) {
            return;
        }
        if (!Boolean.getBoolean("tables.update")) {
            fail(file.path() + " does not have what its table writes: see line " + firstOther(checkedIn, written)
                    + ".\n"
                    + "  Change the table in tables/src/main/tables, not the file, and refresh it:\n"
                    + "  " + Generated.REFRESH + ", then ./mvnw spotless:apply");
        }
        Files.writeString(path, written);
    }

    private static int firstOther(String checkedIn, String written) {
        var one = Generated.unformatted(checkedIn);
        int same = Arrays.mismatch(
                one.toCharArray(), Generated.unformatted(written).toCharArray());
        int line = 0;
        for (var lines = checkedIn.lines().iterator(); lines.hasNext() && same >= 0; line++) {
            same -= Generated.unformatted(lines.next()).length();
        }
        return line;
    }
}
