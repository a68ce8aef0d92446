package dev.wove.detached;

import dev.wove.Weave;
import dev.wove.codec.CodecSource;
import dev.wove.codec.Codecs;
import dev.wove.internal.reuse.reflect.DeclaredTypes;
import dev.wove.java.Given;
import dev.wove.java.Wove;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs weave classes in JVMs of their own, which go on when this one ends or is killed.
 *
 * <pre>{@code
 * var detached = Detached.in(Path.of("/var/lib/shop/runs"));
 * var run = detached.start(NightlyReport.class, Map.of("day", "2026-11-20"));
 * // later, perhaps in another process
 * Report report = detached.find(NightlyReport.class, run.id()).join();
 * }</pre>
 *
 * <h2>The process</h2>
 * It has the class path, with the module path in it, the environment and the working directory of this one, the system properties that are
 * {@linkplain #property named}, and a log file for what it prints. It is not a child in its terminal's eyes where the system
 * has {@code setsid}; elsewhere Ctrl-C reaches it, too. What the weave needs besides its inputs it has to make itself:
 * nothing of this process's memory is there.
 *
 * <h2>Security</h2>
 * Inputs and values pass as text, through the {@linkplain Codecs codecs} of the types that the weave class declares; there is no
 * Java serialisation, and nothing is chosen by what a text says. The
 * folder of a run is open to the user alone, and its inputs are removed once they are read. Who can write there can have
 * weave classes of the class path run, so keep it as you keep the class path.
 *
 * <p>Immutable.
 */
public final class Detached {
    private final Path folder;
    private final Class<? extends CodecSource> codecs;
    private final Command command;

    private Detached(Path folder, Class<? extends CodecSource> codecs, Command command) {
        this.folder = folder;
        this.codecs = codecs;
        this.command = command;
    }

    /** The types that are data. */
    private static final class Standard implements CodecSource {
        @Override
        public Codecs codecs() {
            return Codecs.standard();
        }
    }

    /** Keeps the files of each run in a folder of its own below {@code folder}, until somebody deletes them. */
    public static Detached in(Path folder) {
        var command = new Command(everyPath(), List.of(), List.of());
        return new Detached(folder.toAbsolutePath(), Standard.class, command);
    }

    // A class path takes modules as well, and then needs no list of those to start with
    private static String everyPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What may pass between the processes besides {@linkplain Codecs types that are data}. */
    public Detached codecs(Class<? extends CodecSource> source) {
        return new Detached(folder, source, command);
    }

    /** Passes a system property of this process on, as it is when a run starts. */
    public Detached property(String name) {
        var properties = and(command.properties(), name);
        return new Detached(folder, codecs, new Command(command.classPath(), command.jvmOptions(), properties));
    }

    /** Starts the JVM with an option, like {@code -Xmx2g}. */
    public Detached jvmOption(String option) {
        var options = and(command.jvmOptions(), option);
        return new Detached(folder, codecs, new Command(command.classPath(), options, command.properties()));
    }

    /** Starts the JVM with this class path, for programs whose own is not what {@code java.class.path} says. */
    public Detached classPath(String classPath) {
        return new Detached(folder, codecs, new Command(classPath, command.jvmOptions(), command.properties()));
    }

    private static List<String> and(List<String> some, String one) {
        var more = new ArrayList<>(some);
        more.add(one);
        return List.copyOf(more);
    }

    /**
     * Starts a run of {@code weave} with these inputs and returns at once. The class needs a constructor without parameters.
     *
     * @throws dev.wove.PlanException if the class cannot work as declared, or an input is missing, unknown or of a wrong type
     * @throws IllegalArgumentException if the type of an input or of the value cannot pass between processes, or a class cannot be
     *     constructed
     * @throws IOException if the files cannot be written or the process cannot be started; nothing runs then, and no file is left
     */
    public <R extends @Nullable Object> DetachedRun<R> start(
            Class<? extends Weave<R>> weave, Map<String, ? extends @Nullable Object> inputs) throws IOException {
        var known = Job.make(codecs).codecs();
        Wove.plan(Job.make(weave), Given.given(inputs));
        var job = new Job(weave, codecs, known, inputs).encoded();
        var value = known.of(DeclaredTypes.of(weave).value());
        var files = RunFiles.create(folder, weave.getSimpleName());
        try {
            RunFiles.write(files.job(), job);
            var process = command.start(files);
            return new DetachedRun<>(weave.getSimpleName(), files, value, known(process, files), process);
        } catch (Throwable e) {
            try {
                files.delete();
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** Notes where the process is found; one that nobody would find is ended. */
    private static Running known(Process process, RunFiles files) throws IOException {
        try {
            var running = Running.of(process.toHandle());
            running.write(files);
            return running;
        } catch (Throwable e) {
            process.destroyForcibly();
            // Until it is gone, it may write to the folder that is to be removed.
            process.onExit().join();
            throw e;
        }
    }

    /**
     * A run that was started before, by this process or another.
     *
     * @param id what {@link DetachedRun#id} told
     * @throws NoSuchElementException if there is none
     * @throws IOException if its files cannot be read
     */
    public <R extends @Nullable Object> DetachedRun<R> find(Class<? extends Weave<R>> weave, String id)
            throws IOException {
        var files = new RunFiles(folder.resolve(id).normalize());
        if (!folder.normalize().equals(files.folder().getParent()) || !Files.isDirectory(files.folder())) {
            throw new NoSuchElementException("There is no detached run '" + id + "' in " + folder + ".");
        }
        var value = Job.make(codecs).codecs().of(DeclaredTypes.of(weave).value());
        return new DetachedRun<>(weave.getSimpleName(), files, value, Running.read(files), null);
    }
}
