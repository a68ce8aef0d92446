package dev.wove.internal.config;

import dev.wove.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is around the process, where settings may be found. */
record Surroundings(ClassLoader loader, Path workingDirectory, Map<String, String> variables, Properties properties) {

    static final String FILE = "wove.properties";

    /** Names a file that is read over what was found. */
    static final String FILE_PROPERTY = "dev.wove.config";

    static Surroundings here() {
        var loader = Thread.currentThread().getContextClassLoader();
        return new Surroundings(
                loader == null ? ClassLoader.getSystemClassLoader() : loader,
                Path.of(""),
                System.getenv(),
                System.getProperties());
    }

    /**
     * What was set outside of code, which has set {@code code}: {@code found} is in the place of what the class path has, or
     * null. Adds to {@code warnings} what is better known.
     */
    Settings settings(@Nullable Settings found, Settings code, List<String> warnings) {
        var given = properties.getProperty(FILE_PROPERTY);
        var settings = found == null ? onClassPath(warnings) : found;
        if (given != null) {
            settings = settings.with(file(given));
        }
        var ofProperties = has(properties.stringPropertyNames(), "wove.") ? ofProperties() : Settings.NONE;
        var ofVariables = has(variables.keySet(), "WOVE_")
                ? ofVariables(settings.with(ofProperties).with(code), warnings)
                : Settings.NONE;
        return settings.with(ofVariables).with(ofProperties);
    }

    private static boolean has(Iterable<String> names, String prefix) {
        for (var name : names) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private Settings ofVariables(Settings others, List<String> warnings) {
        var unknown = new ArrayList<String>();
        var settings = TextSettings.ofEnvironment(variables, others, unknown);
        unknown.removeIf(others::refersTo);
        unknown.removeIf(settings::refersTo);
        if (!unknown.isEmpty()) {
            warnings.add(
                    "Environment variables that are no settings, and so not looked at: " + String.join(", ", unknown)
                            + ".\n  A setting wove.weave.max-blocking is WOVE_WEAVE_MAX_BLOCKING.");
        }
        return settings;
    }

    private Settings ofProperties() {
        var read = new TextSettings();
        for (var key : new TreeSet<>(properties.stringPropertyNames())) {
            if (key.startsWith("wove.")) {
                read.put(key.substring("wove.".length()), properties.getProperty(key), "-D" + key);
            }
        }
        return read.done();
    }

    private Settings onClassPath(List<String> warnings) {
        List<URL> found;
        try {
            found = Collections.list(loader.getResources(FILE));
        } catch (IOException e) {
            throw TextSettings.unreadable(FILE, e);
        }
        if (found.isEmpty()) {
            return Settings.NONE;
        }
        if (found.size() > 1) {
            warnings.add("There are " + found.size() + " files " + FILE
                    + " on the class path. The first of these is read, and no other:\n  "
                    + String.join("\n  ", found.stream().map(URL::toString).toList()));
        }
        var first = found.get(0);
        try (InputStream stream = first.openStream()) {
            return PropertiesText.read(named(first), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw TextSettings.unreadable(first.toString(), e);
        }
    }

    private static String named(URL url) {
        return "file".equals(url.getProtocol()) ? url.getPath() : url.toString();
    }

    /** The nearest file, from the working directory upwards; nothing if there is none. */
    Settings upwards() {
        for (var folder = workingDirectory.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var file = folder.resolve(FILE);
            if (Files.isRegularFile(file)) {
                return file(file.toString());
            }
        }
        return Settings.NONE;
    }

    /** The file at {@code path}, which has to be there. */
    Settings file(String path) {
        var file = workingDirectory.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("There is no configuration file '" + path + "' ("
                    + file.toAbsolutePath().normalize() + ").\n  Correct its path; a relative one is looked for from '"
                    + workingDirectory.toAbsolutePath().normalize() + "'.");
        }
        try {
            return PropertiesText.read(file.toAbsolutePath().normalize().toString(), Files.readString(file));
        } catch (IOException e) {
            throw TextSettings.unreadable(path, e);
        }
    }
}
