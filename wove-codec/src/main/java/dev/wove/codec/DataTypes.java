package dev.wove.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Executable;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Tells which types are data, all the way down, before a value of them is written or read. What is refused is told with its place in
 * the type: {@code Report.sections[].source}.
 */
final class DataTypes {
    private static final Set<JsonTypeInfo.Id> BY_NAME =
            Set.of(JsonTypeInfo.Id.NAME, JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.Id.DEDUCTION);

    private final TypeFactory factory;
    private final Set<Class<?>> registered;
    private final Set<Class<?>> plainJson;

    DataTypes(TypeFactory factory, Set<Class<?>> registered, Set<Class<?>> plainJson) {
        this.factory = factory;
        this.registered = registered;
        this.plainJson = plainJson;
    }

    /**
     * The type as Jackson has it.
     *
     * @throws CodecException if it is not data
     */
    JavaType checked(Type declared) {
        if (declared instanceof TypeVariable<?> variable) {
            throw new CodecException(
                    "The type variable " + variable.getName() + " says nothing about its values, so they cannot pass"
                            + " between processes.\n  Declare a type.",
                    null);
        }
        var type = factory.constructType(declared);
        new Walk().check(type, TypeNames.of(type));
        return type;
    }

    /** One look at a type; a type that holds itself is looked at once. */
    private final class Walk {
        private final Set<JavaType> seen = new HashSet<>();

        void check(JavaType type, String place) {
            var raw = type.getRawClass();
            if (registered.contains(raw) || plainJson.contains(raw) || PlainTypes.has(raw) || !seen.add(type)) {
                return;
            }
            if (type.isArrayType() || type.isCollectionLikeType()) {
                check(type.getContentType(), place + "[]");
            } else if (type.isMapLikeType()) {
                checkKey(type.getKeyType(), place);
                check(type.getContentType(), place + "{}");
            } else if (raw == Optional.class) {
                check(type.containedTypeOrUnknown(0), place);
            } else {
                checkClass(type, raw, place);
            }
        }

        private void checkKey(JavaType key, String place) {
            if (!PlainTypes.canBeKey(key.getRawClass())) {
                throw refused(key, "the keys of " + place, "Keys are text, numbers, enums or UUIDs");
            }
        }

        private void checkClass(JavaType type, Class<?> raw, String place) {
            var cases = cases(raw);
            if (cases != null) {
                for (var one : cases) {
                    check(factory.constructSpecializedType(type, one), place);
                }
            } else if (raw.isRecord()) {
                for (var component : raw.getRecordComponents()) {
                    check(member(type, component.getGenericType()), place + "." + component.getName());
                }
            } else if (KotlinTypes.isDataClass(raw) || KotlinTypes.isValueClass(raw) || KotlinTypes.isObject(raw)) {
                requireKotlinModule(type, place);
                for (var part : KotlinTypes.isObject(raw) ? List.<KotlinTypes.Part>of() : KotlinTypes.parts(raw)) {
                    check(member(type, part.type()), place + "." + part.name());
                }
            } else {
                checkCreator(type, raw, place);
            }
        }

        private void checkCreator(JavaType type, Class<?> raw, String place) {
            var creator = creator(raw).orElseThrow(() -> refused(type, place, hint(raw)));
            for (var parameter : creator.getParameters()) {
                check(member(type, parameter.getParameterizedType()), place + "." + parameter.getName());
            }
        }

        private JavaType member(JavaType owner, Type declared) {
            return factory.resolveMemberType(declared, owner.getBindings());
        }
    }

    /** The classes that a type with cases may be; null if it has none, or they are not told by name. */
    private static @Nullable List<Class<?>> cases(Class<?> type) {
        var info = type.getAnnotation(JsonTypeInfo.class);
        if (info == null || !BY_NAME.contains(info.use())) {
            return null;
        }
        var named = type.getAnnotation(JsonSubTypes.class);
        if (named != null) {
            return Stream.of(named.value())
                    .<Class<?>>map(JsonSubTypes.Type::value)
                    .toList();
        }
        if (!type.isSealed()) {
            return null;
        }
        var cases = new ArrayList<Class<?>>();
        addCases(type, cases);
        return cases;
    }

    private static void addCases(Class<?> type, List<Class<?>> cases) {
        for (var one : type.getPermittedSubclasses()) {
            if (one.isSealed()) {
                addCases(one, cases);
            } else {
                cases.add(one);
            }
        }
    }

    private static Optional<Executable> creator(Class<?> type) {
        return Stream.<Executable>concat(
                        Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                .filter(member -> member.isAnnotationPresent(JsonCreator.class))
                .findFirst();
    }

    private static void requireKotlinModule(JavaType type, String place) {
        if (!KotlinTypes.canBeRead()) {
            throw refused(
                    type,
                    place,
                    "It is a class of Kotlin, and " + KotlinTypes.MODULE
                            + ", which reads and writes those, is missing");
        }
    }

    private static String hint(Class<?> type) {
        if (type == Object.class) {
            return "Object says nothing about its values; declare what they are";
        }
        if (type.isAnnotationPresent(JsonTypeInfo.class)) {
            return "Its cases are told by class names, which are never read; use @JsonTypeInfo(use = Id.NAME) on a sealed"
                    + " type, or @JsonSubTypes";
        }
        if (type.isSealed()) {
            return "Say how its cases are told apart, with @JsonTypeInfo(use = Id.NAME)";
        }
        return "Make it a record, a data class or another type that is data";
    }

    private static CodecException refused(JavaType type, String place, String hint) {
        var name = type.getRawClass().getTypeName();
        return new CodecException(
                "Values of type " + TypeNames.of(type) + " cannot pass between processes: " + place + " is a " + name
                        + ".\n  " + hint + ", or register a codec for it: Codecs.with("
                        + type.getRawClass().getSimpleName() + ".class, …).",
                null);
    }
}
