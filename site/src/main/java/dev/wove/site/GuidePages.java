package dev.wove.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** The pages that are written by hand, where they are in the repository; README.md is the index of its folder. */
final class GuidePages {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create(), HeadingAnchorExtension.create()))
            .build();

    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    private final Path root;
    private final Path folder;
    private final String frame;

    private GuidePages(Path root, Path folder, String frame) {
        this.root = root;
        this.folder = folder;
        this.frame = frame;
    }

    static void write(Path root, Path folder, String version) throws IOException {
        var pages = new GuidePages(root, folder, Site.resource("frame.html").replace("[version]", version));
        for (var page : written(root)) {
            pages.write(page);
        }
        Files.writeString(folder.resolve("site.css"), Site.resource("site.css"), UTF_8);
    }

    private static List<Path> written(Path root) throws IOException {
        try (var top = Files.list(root);
                var docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(top, docs).filter(GuidePages::isPage).sorted().toList();
        }
    }

    private static boolean isPage(Path file) {
        return file.getFileName().toString().endsWith(".md");
    }

    private void write(Path page) throws IOException {
        var document = PARSER.parse(Files.readString(page, UTF_8));
        var linked = new ArrayList<Path>();
        document.accept(new Links(page, linked));
        var body = RENDERER.render(document);
        var file = folder.resolve(root.relativize(html(page)));
        Files.createDirectories(file.getParent());
        Files.writeString(file, framed(file, title(document), body), UTF_8);
        for (var path : linked) {
            publish(path);
        }
    }

    /** What a page links to that is no page. */
    private void publish(Path linked) throws IOException {
        var copy = folder.resolve(root.relativize(linked));
        if (Files.isRegularFile(linked)) {
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(linked));
        } else if (!Files.exists(linked.resolve("README.md"))) {
            var list = new StringBuilder("<h1>" + linked.getFileName() + "</h1>\n<ul>\n");
            try (var pages = Files.list(linked)) {
                for (var page : pages.filter(GuidePages::isPage).sorted().toList()) {
                    var name = html(page).getFileName();
                    var title = title(PARSER.parse(Files.readString(page, UTF_8)));
                    list.append("<li><a href=\"")
                            .append(name)
                            .append("\">")
                            .append(title)
                            .append("</a></li>\n");
                }
            }
            var file = copy.resolve("index.html");
            Files.createDirectories(copy);
            Files.writeString(
                    file,
                    framed(
                            file,
                            linked.getFileName().toString(),
                            list.append("</ul>\n").toString()),
                    UTF_8);
        }
    }

    private static Path html(Path page) {
        var name = page.getFileName().toString();
        return page.resolveSibling(name.equals("README.md") ? "index.html" : name.replaceAll("\\.md$", ".html"));
    }

    private String framed(Path file, String title, String body) {
        var top = file.getParent().relativize(folder).toString().replace('\\', '/');
        return frame.replace("[title]", title)
                .replace("[top]", top.isEmpty() ? "." : top)
                .replace("[body]", body);
    }

    /** The text of the first heading. */
    private static String title(Node document) {
        var node = document.getFirstChild();
        while (node != null && !(node instanceof Heading)) {
            node = node.getNext();
        }
        var title = node == null ? "" : TEXT.render(node).strip();
        return title.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Has links lead to where pages are in the site. */
    private final class Links extends AbstractVisitor {
        private final Path page;
        private final List<Path> linked;

        Links(Path page, List<Path> linked) {
            this.page = page;
            this.linked = linked;
        }

        @Override
        public void visit(Link link) {
            link.setDestination(destination(link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            image.setDestination(destination(image.getDestination()));
            visitChildren(image);
        }

        private String destination(String link) {
            if (link.startsWith("#") || link.contains("://")) {
                return link;
            }
            var path = link.replaceAll("#.*", "");
            var target = page.resolveSibling(path).normalize();
            if (isPage(target)) {
                var parent = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
                return parent + html(target).getFileName() + link.substring(path.length());
            }
            if (Files.exists(target) && target.startsWith(root)) {
                linked.add(target);
            }
            return Files.isDirectory(target) ? path.replaceAll("/$", "") + "/index.html" : link;
        }
    }
}
