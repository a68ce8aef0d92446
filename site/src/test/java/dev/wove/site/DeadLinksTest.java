package dev.wove.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLinksTest {
    @TempDir
    Path folder;

    private void page(String name, String body) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), body);
    }

    @Test
    void linksThatLeadSomewhereAreNotTold() throws IOException {
        page("index.html", """
                <h1 id="top">A</h1> <a href="#top">up</a> <a href="guide/basics.html#a(int)">there</a> <a class="x" href="guide">folder</a>
                <a href="https://example.org/nowhere">elsewhere</a> <a href="mailto:a@b.c">mail</a>
                <a href="guide/a%20name.html?q=1&amp;r=2">coded</a> <a href="guide/basics.html#a%28int%29">coded place</a>
                <!-- <a href="not.html"> --> <script>document.write('<a href="nor.html">')</script>
                """);
        page("guide/basics.html", "<section id=\"a(int)\"></section><a href=\"../index.html\">back</a>");
        page("guide/index.html", "<img src=\"basics.html\">");
        page("guide/a name.html", "");
        assertEquals(List.of(), DeadLinks.in(folder));
    }

    @Test
    void eachThatLeadsNowhereIsToldOnceForItsPage() throws IOException {
        page("index.html", """
                <a href="jva.html">1</a> <a href="jva.html">again</a> <a href="#nowhere">2</a> <img alt="x" src="no.png">
                <a href="guide/basics.html#b">4</a> <a href="folder">5</a> <a href="../outside.html">6</a>
                """);
        page("guide/basics.html", "<p id=\"a\"></p>");
        Files.createDirectories(folder.resolve("folder"));
        assertEquals(
                List.of(
                        "index.html -> jva.html",
                        "index.html -> #nowhere",
                        "index.html -> no.png",
                        "index.html -> guide/basics.html#b",
                        "index.html -> folder",
                        "index.html -> ../outside.html"),
                DeadLinks.in(folder));
    }
}
