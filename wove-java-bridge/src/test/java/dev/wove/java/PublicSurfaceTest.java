package dev.wove.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Task;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever writes Java sees Java. */
class PublicSurfaceTest {
    private static final Pattern KOTLIN = Pattern.compile("\\bkotlinx?\\.|\\bContinuation\\b|\\bFunction\\d|Kt\\b");

    @Test
    void noKotlinTypeIsVisible() throws Exception {
        var classes = new ArrayList<Class<?>>(publicClasses(Wove.class));
        classes.addAll(publicClasses(Task.class));
        assertTrue(classes.size() > 30, () -> "found only " + classes);
        var found = new ArrayList<String>();
        for (var type : classes) {
            check(type.getName(), type, found);
            if (type.getGenericSuperclass() != null) {
                check(type.getGenericSuperclass().getTypeName(), type, found);
            }
            for (var each : type.getGenericInterfaces()) {
                check(each.getTypeName(), type, found);
            }
            Stream.<Member>concat(
                            Stream.concat(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredFields())),
                            Stream.of(type.getDeclaredConstructors()))
                    .filter(PublicSurfaceTest::isVisible)
                    .forEach(member -> check(signature(member), type, found));
        }
        assertEquals(List.of(), found);
    }

    private static boolean isVisible(Member member) {
        return (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                && !member.isSynthetic();
    }

    private static String signature(Member member) {
        if (member instanceof Method m) {
            return m.toGenericString();
        }
        return member instanceof Constructor<?> c ? c.toGenericString() : ((Field) member).toGenericString();
    }

    private static void check(String text, Class<?> where, List<String> found) {
        if (KOTLIN.matcher(text).find() || text.contains(".internal.")) {
            found.add(where.getSimpleName() + ": " + text);
        }
    }

    /** The public classes of the module that {@code one} is in, whether that is a folder or a jar. */
    private static List<Class<?>> publicClasses(Class<?> one) throws Exception {
        var location = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(location))) {
            return publicClassesIn(Path.of(location));
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + location), Map.of())) {
            return publicClassesIn(jar.getPath("/"));
        }
    }

    private static List<Class<?>> publicClassesIn(Path root) throws IOException, ClassNotFoundException {
        var classes = new ArrayList<Class<?>>();
        try (var files = Files.walk(root.resolve("dev/wove"))) {
            for (var file : (Iterable<Path>) files::iterator) {
                var path = root.relativize(file).toString();
                if (path.endsWith(".class") && !path.contains("internal") && !path.contains("-info")) {
                    var name = path.substring(0, path.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.');
                    var type = Class.forName(name, false, PublicSurfaceTest.class.getClassLoader());
                    if (Modifier.isPublic(type.getModifiers())) {
                        classes.add(type);
                    }
                }
            }
        }
        return classes;
    }
}
