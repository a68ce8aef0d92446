package dev.wove.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The pages of the tool javadoc for all that is written in Java; a dead reference fails. */
final class JavaApi {
    private JavaApi() {}

    static void write(List<Module> modules, Path folder, String version) throws IOException {
        var classPath = new LinkedHashSet<Path>();
        var sources = new ArrayList<Path>();
        var options = new ArrayList<>(List.of(
                "-quiet",
                "-notimestamp",
                "-encoding",
                "UTF-8",
                "-docencoding",
                "UTF-8",
                "-Xdoclint:reference",
                "-windowtitle",
                "Wove for the JVM " + version,
                "-doctitle",
                "Wove for the JVM " + version,
                "-header",
                "<a href=\"{@docRoot}/../../index.html\">Guide</a>",
                "-d",
                folder.toString()));
        for (var module : modules) {
            classPath.addAll(module.classPath());
            var packages = module.publicPackages("java");
            if (!packages.isEmpty()) {
                sources.addAll(module.publicSources("java"));
                options.addAll(List.of("-group", module.name(), String.join(":", packages)));
            }
        }
        options.addAll(List.of(
                "-classpath", classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        sources.forEach(source -> options.add(source.toString()));

        var arguments = Files.createTempFile("javadoc", ".txt");
        try {
            Files.write(arguments, options.stream().map(JavaApi::quoted).toList(), UTF_8);
            run("@" + arguments);
        } finally {
            Files.delete(arguments);
        }
    }

    private static String quoted(String option) {
        return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void run(String arguments) throws IOException {
        var javadoc =
                ToolProvider.findFirst("javadoc").orElseThrow(() -> new IOException("This is no JDK: no javadoc."));
        var output = new StringWriter();
        var printer = new PrintWriter(output);
        if (javadoc.run(printer, printer, arguments) != 0) {
            throw new IOException("javadoc failed:\n" + output);
        }
    }
}
