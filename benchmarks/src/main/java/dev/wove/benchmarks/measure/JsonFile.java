package dev.wove.benchmarks.measure;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The comparisons as JSON: a list with an object per shape and peer. Peers that could not run are left out. */
public final class JsonFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonFile() {}

    public static void write(List<ShapeResult> results, Path file) {
        var comparisons = results.stream()
                .flatMap(result -> result.comparisons().stream())
                .toList();
        MAPPER.writeValue(file, comparisons);
    }
}
