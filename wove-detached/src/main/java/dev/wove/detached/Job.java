package dev.wove.detached;

import dev.wove.Weave;
import dev.wove.codec.CodecSource;
import dev.wove.codec.Codecs;
import dev.wove.internal.reuse.reflect.DeclaredTypes;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a detached process is to run. The names of classes in it lead to weave classes and codec sources, and nowhere else. */
record Job(
        Class<? extends Weave<?>> weave,
        Class<? extends CodecSource> source,
        Codecs codecs,
        Map<String, ? extends @Nullable Object> inputs) {
    private static final int FORMAT = 2;

    /** What stands in the file; each input by the codec of its type. */
    private record Content(int format, String weave, String codecs, Map<String, String> inputs) {}

    /** Read before the rest, which another version may write otherwise. */
    private record Format(int format) {}

    String encoded() {
        var types = DeclaredTypes.of(weave);
        var texts = new LinkedHashMap<String, String>();
        inputs.forEach((name, value) ->
                texts.put(name, FileJson.text(codecs.of(types.input(name)), value, "input '" + name + "'")));
        return FileJson.write(new Content(FORMAT, weave.getName(), source.getName(), texts));
    }

    @SuppressWarnings("unchecked")
    static Job decoded(String text) {
        if (FileJson.read(text, Format.class).format() != FORMAT) {
            throw new IllegalArgumentException("The job is not of format " + FORMAT
                    + ": it was written by another version of Wove, or is not a job.");
        }
        var content = FileJson.read(text, Content.class);
        var weave = (Class<? extends Weave<?>>) classNamed(content.weave(), Weave.class, "the weave");
        var source = classNamed(content.codecs(), CodecSource.class, "the codec source");
        var codecs = make(source).codecs();
        var types = DeclaredTypes.of(weave);
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        content.inputs()
                .forEach((name, value) ->
                        inputs.put(name, FileJson.value(codecs.of(types.input(name)), value, "input '" + name + "'")));
        return new Job(weave, source, codecs, inputs);
    }

    private static <T> Class<? extends T> classNamed(String name, Class<T> kind, String what) {
        try {
            // Nothing of the class runs before it is known to be one of those.
            var found = Class.forName(name, false, Job.class.getClassLoader());
            if (kind.isAssignableFrom(found)) {
                return found.asSubclass(kind);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "The class of " + what + ", " + name + ", is not on the class path of this process.", e);
        }
        throw new IllegalArgumentException(
                "The class of " + what + ", " + name + ", is not a " + kind.getSimpleName() + ", so it is not loaded.");
    }

    /** An instance by the constructor without parameters. */
    static <T> T make(Class<? extends T> type) {
        boolean isInner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        if (Modifier.isAbstract(type.getModifiers()) || isInner || type.isLocalClass() || type.isAnonymousClass()) {
            throw new IllegalArgumentException(noConstructor(type));
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(noConstructor(type), e);
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(closed(type), e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getName() + " could not be constructed.", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " could not be constructed.", e);
        }
    }

    private static String closed(Class<?> type) {
        var wove = Job.class.getModule().isNamed() ? Job.class.getModule().getName() : "Wove's module";
        return "Wove cannot construct " + type.getSimpleName() + ", since the module "
                + type.getModule().getName() + " keeps the package " + type.getPackageName()
                + " closed.\n  Write 'opens "
                + type.getPackageName() + " to " + wove + ";' into its module-info, or make the class and its"
                + " constructor public and write 'exports " + type.getPackageName() + " to " + wove + ";'.";
    }

    private static String noConstructor(Class<?> type) {
        return type.getName() + " cannot be constructed in another process.\n  Make it a class of its own, or a static"
                + " nested one, with a constructor without parameters; what it needs to know is its inputs.";
    }
}
