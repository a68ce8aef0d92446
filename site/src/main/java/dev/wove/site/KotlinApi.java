package dev.wove.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jetbrains.dokka.DokkaBootstrapImpl;

/** The pages of Dokka for all that is written in Kotlin, with links into those of javadoc. */
final class KotlinApi {
    /** In the place of the pages of javadoc, since Dokka only knows absolute addresses. */
    private static final String JAVA_PAGES = "https://java.invalid/";

    private static final String LOOK =
            "{\"homepageLink\": \"" + JAVA_PAGES + "../../index.html\", \"footerMessage\": \"Wove for the JVM\"}";

    private static final Pattern TO_METHOD = Pattern.compile(Pattern.quote(JAVA_PAGES) + "[^\"#]*#[^\"]*");

    private KotlinApi() {}

    static void write(List<Module> modules, Path site, String version) throws IOException {
        var folder = site.resolve("api/kotlin");
        var sets = new ArrayList<String>();
        for (var module : modules) {
            if (!module.publicSources("kotlin").isEmpty()) {
                sets.add(sourceSet(module, site.resolve("api/java")));
            }
        }
        var configuration =
                """
                {
                  "moduleName": "Wove",
                  "moduleVersion": %s,
                  "outputDir": %s,
                  "failOnWarning": false,
                  "offlineMode": true,
                  "suppressInheritedMembers": true,
                  "pluginsConfiguration": [{
                    "fqPluginName": "org.jetbrains.dokka.base.DokkaBase", "serializationFormat": "JSON",
                    "values": %s
                  }],
                  "sourceSets": [%s]
                }
                """.formatted(quoted(version), quoted(folder.toString()), quoted(LOOK), String.join(",\n", sets));
        run(configuration);
        linkToJava(site, folder);
    }

    private static String sourceSet(Module module, Path javaPages) throws IOException {
        return """
                {
                  "displayName": %1$s,
                  "sourceSetID": {"scopeId": "wove", "sourceSetName": %1$s},
                  "analysisPlatform": "jvm",
                  "jdkVersion": 17,
                  "sourceRoots": [%2$s],
                  "classpath": [%3$s],
                  "noStdlibLink": true,
                  "noJdkLink": true,
                  "documentedVisibilities": ["PUBLIC", "PROTECTED"],
                  "perPackageOptions": [{
                    "matchingRegex": ".*\\\\.internal.*", "suppress": true, "includeNonPublic": false,
                    "skipDeprecated": false, "reportUndocumented": false, "documentedVisibilities": []
                  }],
                  "externalDocumentationLinks": [{"url": %4$s, "packageListUrl": %5$s}]
                }""".formatted(
                        quoted(module.name()),
                        quoted(module.sources("kotlin").toString()),
                        module.classPath().stream()
                                .filter(Files::exists)
                                .map(path -> quoted(path.toString()))
                                .collect(Collectors.joining(", ")),
                        quoted(JAVA_PAGES),
                        quoted(javaPages.resolve("element-list").toUri().toString()));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void run(String configuration) throws IOException {
        var problems = new ArrayList<String>();
        var dokka = new DokkaBootstrapImpl();
        dokka.configure(configuration, (level, message) -> {
            if (level.equals("WARN") || level.equals("ERROR")) {
                problems.add(message);
            }
        });
        dokka.generate();
        if (!problems.isEmpty()) {
            throw new IOException("Dokka:\n" + String.join("\n", problems));
        }
    }

    /** Dokka names a method of Java by the types that Kotlin sees. */
    private static String withJavaNames(String page) {
        return TO_METHOD
                .matcher(page)
                .replaceAll(link -> Matcher.quoteReplacement(link.group()
                        .replace("kotlin.String", "java.lang.String")
                        .replace("kotlin.Any", "java.lang.Object")
                        .replace("kotlin.Int", "int")
                        .replace("kotlin.Long", "long")
                        .replace("kotlin.Boolean", "boolean")));
    }

    private static void linkToJava(Path site, Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                var page = Files.readString(file, UTF_8);
                if (page.contains(JAVA_PAGES)) {
                    var pages = file.getParent()
                                    .relativize(site.resolve("api/java"))
                                    .toString()
                                    .replace('\\', '/') + "/";
                    Files.writeString(file, withJavaNames(page).replace(JAVA_PAGES, pages), UTF_8);
                }
            }
        }
    }
}
