package dev.wove.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds links of the pages in a folder that lead to no file in it, or to no place on that page; others are not tried. */
final class DeadLinks {
    private static final Pattern LINK = Pattern.compile("<[a-zA-Z][^<>]*?\\s(?:href|src)=\"([^\"]*)\"");
    private static final Pattern PLACE = Pattern.compile("<[a-zA-Z][^<>]*?\\s(?:id|name|anchor-label)=\"([^\"]*)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*|//.*");
    private static final Pattern COMMENT_OR_SCRIPT = Pattern.compile("(?s)<!--.*?-->|<script\\b[^>]*>.*?</script>");

    private final Path folder;
    private final Map<Path, Set<String>> places = new HashMap<>();
    private final List<String> dead = new ArrayList<>();

    private DeadLinks(Path folder) {
        this.folder = folder;
    }

    /** {@code docs/guide/basics.html -> jva.html}. */
    static List<String> in(Path folder) throws IOException {
        var links = new DeadLinks(folder.toAbsolutePath().normalize());
        try (var files = Files.walk(links.folder)) {
            for (var file : files.filter(path -> path.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                links.check(file);
            }
        }
        return links.dead;
    }

    private void check(Path page) throws IOException {
        var found = new HashSet<String>();
        var links = LINK.matcher(textOf(page));
        while (links.find()) {
            var link = links.group(1).replace("&amp;", "&");
            if (!ELSEWHERE.matcher(link).matches() && found.add(link) && !leadsSomewhere(page, link)) {
                dead.add(folder.relativize(page) + " -> " + link);
            }
        }
    }

    private boolean leadsSomewhere(Path page, String link) throws IOException {
        var hash = link.indexOf('#');
        var path = (hash < 0 ? link : link.substring(0, hash)).replaceAll("\\?.*", "");
        var target = path.isEmpty() ? page : page.resolveSibling(decoded(path)).normalize();
        if (Files.isDirectory(target)) {
            target = target.resolve("index.html");
        }
        if (!Files.exists(target) || !target.startsWith(folder)) {
            return false;
        }
        var place = hash < 0 ? "" : link.substring(hash + 1);
        return place.isEmpty()
                || !target.toString().endsWith(".html")
                || placesOf(target).contains(place)
                || placesOf(target).contains(decoded(place));
    }

    private Set<String> placesOf(Path page) throws IOException {
        var known = places.get(page);
        if (known == null) {
            known = new HashSet<>();
            var found = PLACE.matcher(textOf(page));
            while (found.find()) {
                known.add(
                        found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
            }
            places.put(page, known);
        }
        return known;
    }

    private static String textOf(Path page) throws IOException {
        return COMMENT_OR_SCRIPT.matcher(Files.readString(page, UTF_8)).replaceAll("");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
