package dev.wove.site;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A published module, compiled: those that have a file in {@code api}. */
record Module(String name, Path folder) {

    static List<Module> published(Path root) throws IOException {
        try (var files = Files.list(root.resolve("api"))) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .map(name -> new Module(name, root.resolve(name)))
                    .toList();
        }
    }

    Path sources(String language) {
        return folder.resolve("src/main").resolve(language);
    }

    Path classes() {
        return folder.resolve("target/classes");
    }

    /** Its classes, and what they were compiled with. */
    List<Path> classPath() throws IOException {
        var others = Files.readString(folder.resolve("target/api-classpath.txt"))
                .strip()
                .split(File.pathSeparator);
        return Stream.concat(Stream.of(classes()), Stream.of(others).map(Path::of))
                .toList();
    }

    /** The sources of a language in packages that are not internal. */
    List<Path> publicSources(String language) throws IOException {
        var sources = sources(language);
        if (!Files.exists(sources)) {
            return List.of();
        }
        try (var files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !sources.relativize(file).toString().contains("internal" + File.separator))
                    .sorted()
                    .toList();
        }
    }

    /** The packages of those sources. */
    Set<String> publicPackages(String language) throws IOException {
        var packages = new ArrayList<Path>();
        for (var file : publicSources(language)) {
            packages.add(sources(language).relativize(file.getParent()));
        }
        return packages.stream()
                .map(path -> path.toString().replace(File.separatorChar, '.'))
                .collect(Collectors.toSet());
    }
}
