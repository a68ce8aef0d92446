package dev.wove.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Makes a folder of pages for this version, beside those of others, and checks that all its links lead somewhere. */
public final class Site {
    private Site() {}

    /** {@code ROOT [--into FOLDER]}; exits with 1 if there are dead links. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1 && !(args.length == 3 && args[1].equals("--into"))) {
            System.err.println("Usage: ./run site [--into FOLDER]");
            System.exit(2);
        }
        var root = Path.of(args[0]);
        var site = args.length == 3 ? Path.of(args[2]).toAbsolutePath() : root.resolve("site/target/site");
        var version = resource("version.txt").strip();
        var folder = site.resolve(version);
        delete(folder);
        Files.createDirectories(folder);

        var modules = Module.published(root);
        GuidePages.write(root, folder, version);
        JavaApi.write(modules, folder.resolve("api/java"), version);
        KotlinApi.write(modules, folder, version);
        writeVersions(site);

        var dead = DeadLinks.in(folder);
        dead.forEach(link -> System.err.println("Dead link: " + link));
        System.out.println(folder.resolve("index.html"));
        if (!dead.isEmpty()) {
            System.err.println(dead.size() + " links lead nowhere.");
            System.exit(1);
        }
    }

    /** The page that leads to the versions. */
    private static void writeVersions(Path site) throws IOException {
        List<String> versions;
        try (var folders = Files.list(site)) {
            versions = folders.filter(folder -> Files.exists(folder.resolve("index.html")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        var list = new StringBuilder("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Wove for the JVM</title>\n");
        list.append("<h1>Wove for the JVM</h1>\n<ul>\n");
        versions.forEach(
                version -> list.append("<li><a href=\"%s/index.html\">%s</a></li>\n".formatted(version, version)));
        Files.writeString(site.resolve("index.html"), list.append("</ul>\n"), UTF_8);
    }

    static String resource(String name) throws IOException {
        try (var in = Site.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("There is no resource " + name + ".");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
