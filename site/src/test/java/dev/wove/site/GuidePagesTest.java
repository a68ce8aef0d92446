package dev.wove.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuidePagesTest {
    @TempDir
    Path root;

    @TempDir
    Path site;

    private void source(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    private String page(String name) throws IOException {
        return Files.readString(site.resolve(name));
    }

    @Test
    void linksBetweenPagesLeadToWhereTheyAreInTheSite() throws IOException {
        source("README.md", """
                # A `<T>` & B
                [guide](docs/guide/README.md) [basics](docs/guide/basics.md#two-words) [decisions](docs/adr)
                [license](LICENSE) ![p](docs/pictures/p.png) [out](https://example.org/x.md)
                """);
        source("LICENSE", "free");
        source("docs/pictures/p.png", "png");
        source("docs/guide/README.md", "# Guide\n[up](../../README.md)\n");
        source("docs/guide/basics.md", "# Basics\n\n## Two words\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
        source("docs/adr/0001-one.md", "# 1. One\n");

        GuidePages.write(root, site, "1.2.3");

        var index = page("index.html");
        for (var link : List.of(
                "\"docs/guide/index.html\"",
                "\"docs/guide/basics.html#two-words\"",
                "\"docs/adr/index.html\"",
                "\"LICENSE\"",
                "\"docs/pictures/p.png\"",
                "\"https://example.org/x.md\"")) {
            assertTrue(index.contains(link), link + " in\n" + index);
        }
        assertTrue(index.contains("<title>A \"&lt;T>\" &amp; B</title>"), index);
        assertTrue(index.contains("Wove for the JVM 1.2.3"), index);
        assertTrue(page("docs/guide/index.html").contains("\"../../index.html\""));
        assertTrue(page("docs/guide/basics.html").contains("<td>1</td>"));
        assertTrue(page("docs/adr/index.html").contains("<a href=\"0001-one.html\">1. One</a>"));
        assertEquals("free", page("LICENSE"));
        assertEquals(
                List.of(),
                DeadLinks.in(site).stream()
                        .filter(dead -> !dead.contains("/api/") && !dead.contains("CHANGELOG.html"))
                        .filter(dead -> !dead.endsWith("-> ./api/java/index.html")
                                && !dead.endsWith("-> ./api/kotlin/index.html"))
                        .toList());
    }
}
