package dev.wove.examples.replay;

import dev.wove.examples.replay.Trace.TracedTask;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads WfFormat, in which <a href="https://wfcommons.org/format">WfCommons</a> publishes recorded workflows. */
public final class WfFormat {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Version FIRST_READABLE = Version.parse("1.5");
    private static final double LONGEST_SECONDS = 1e8;

    private WfFormat() {}

    /** Reads one file. Whether its parents exist and form no cycle is left to the weave that is made of it. */
    public static Trace read(Path file) throws TraceException {
        var root = parse(file);
        requireReadable(root.path("schemaVersion"));
        var specified = root.at("/workflow/specification/tasks");
        if (!specified.isArray()) {
            throw new TraceException("has no list workflow.specification.tasks");
        }
        return new Trace(file.getFileName().toString(), tasks(specified, runtimes(root)));
    }

    private static JsonNode parse(Path file) throws TraceException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new TraceException("no such file");
        } catch (IOException e) {
            throw new TraceException("cannot be read: " + oneLine(e.getMessage()));
        } catch (JacksonException e) {
            var at = e.getLocation();
            var where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            var reason = oneLine(e.getOriginalMessage()).split(" \\(start marker")[0];
            throw new TraceException("is not JSON: " + reason + where);
        }
    }

    private static void requireReadable(JsonNode version) throws TraceException {
        if (version.isMissingNode()) {
            throw new TraceException("has no schemaVersion; is this a WfCommons trace?");
        }
        boolean readable;
        try {
            readable = Version.parse(version.asString()).compareTo(FIRST_READABLE) >= 0;
        } catch (IllegalArgumentException | JacksonException e) {
            readable = false;
        }
        if (!readable) {
            throw new TraceException("has schemaVersion " + version + ", but only " + FIRST_READABLE
                    + " and later have workflow.specification and workflow.execution");
        }
    }

    private static Map<String, Double> runtimes(JsonNode root) throws TraceException {
        var runtimes = new HashMap<String, Double>();
        for (var task : root.at("/workflow/execution/tasks")) {
            var runtime = task.path("runtimeInSeconds");
            if (runtime.isNumber()) {
                runtimes.put(id(task), runtime.doubleValue());
            }
        }
        return runtimes;
    }

    private static List<TracedTask> tasks(JsonNode specified, Map<String, Double> runtimes) throws TraceException {
        // A file may tell an edge at its parent, at its child or, most often, at both.
        var parents = new LinkedHashMap<String, Set<String>>();
        for (var task : specified) {
            if (parents.put(id(task), new LinkedHashSet<>(names(task, "parents"))) != null) {
                throw new TraceException("task '" + id(task) + "' stands there twice");
            }
        }
        for (var task : specified) {
            for (var child : names(task, "children")) {
                var parentsOfChild = parents.get(child);
                if (parentsOfChild == null) {
                    throw new TraceException("task '" + id(task) + "' has an unknown child '" + child + "'");
                }
                parentsOfChild.add(id(task));
            }
        }
        var tasks = new ArrayList<TracedTask>();
        for (var task : parents.entrySet()) {
            var id = task.getKey();
            tasks.add(new TracedTask(id, List.copyOf(task.getValue()), micros(id, runtimes.get(id))));
        }
        return List.copyOf(tasks);
    }

    private static long micros(String id, @Nullable Double seconds) throws TraceException {
        if (seconds == null) {
            throw new TraceException("task '" + id + "' has no runtimeInSeconds in workflow.execution.tasks");
        }
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new TraceException("task '" + id + "' has an impossible runtimeInSeconds: " + seconds);
        }
        return Math.round(seconds * Trace.MICROS_PER_SECOND);
    }

    private static String id(JsonNode task) throws TraceException {
        var id = task.path("id");
        if (!id.isString()) {
            throw new TraceException("has a task without an id");
        }
        return id.stringValue();
    }

    private static List<String> names(JsonNode task, String field) throws TraceException {
        var names = new ArrayList<String>();
        for (var name : task.path(field)) {
            if (!name.isString()) {
                throw new TraceException("task '" + id(task) + "' has a " + field + " entry that is no name: " + name);
            }
            names.add(name.stringValue());
        }
        return names;
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? "no reason is known"
                : message.lines().findFirst().orElse("");
    }
}
