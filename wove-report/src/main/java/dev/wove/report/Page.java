package dev.wove.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that shows a report, put together from its template, style and script. */
final class Page {
    /** In the order they stand in the page; each uses those before it. */
    private static final List<String> SCRIPTS = List.of(
            "text",
            "dom",
            "model",
            "selection",
            "layout",
            "scene",
            "graph",
            "span",
            "waterfall",
            "details",
            "about",
            "search",
            "main");

    private static final Page PAGE = new Page();

    private final String template = resource("page.html");
    private final String style = resource("page.css");
    private final String script = SCRIPTS.stream()
            .map(name -> resource(name + ".js"))
            .collect(Collectors.joining("\n", "'use strict';\n(() => {\n", "})();\n"));

    /** Nothing may be loaded, and no other style or script may run, whatever is in the data. */
    private final String policy = "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script)
            + "; img-src data:; base-uri 'none'; form-action 'none'";

    private Page() {}

    /** What writes the data of a page, in which no "<" stands. */
    interface Data {
        void writeTo(Writer out) throws IOException;
    }

    static void write(String title, Data data, Writer out) throws IOException {
        PAGE.fill(
                Map.of("policy", PAGE.policy, "title", escaped(title), "style", PAGE.style, "script", PAGE.script),
                data,
                out);
    }

    /** Goes through the template once, so that what is filled in is never taken for a place to fill. */
    private void fill(Map<String, String> contents, Data data, Writer out) throws IOException {
        int done = 0;
        for (int at = template.indexOf('{'); at >= 0; at = template.indexOf('{', done)) {
            int end = template.indexOf('}', at);
            out.append(template, done, at);
            var place = template.substring(at + 1, end);
            if (place.equals("data")) {
                data.writeTo(out);
            } else {
                out.append(contents.get(place));
            }
            done = end + 1;
        }
        out.append(template, done, template.length());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    private static String resource(String name) {
        try (var in = Page.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("page/" + name + " is missing beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
