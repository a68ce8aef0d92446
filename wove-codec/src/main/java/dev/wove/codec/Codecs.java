package dev.wove.codec;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Makes codecs for the types that methods declare: {@code List<Rating>} of a method's result is enough to write and to read it.
 * What is made is always of the declared type; nothing is ever chosen by what a text says.
 *
 * <p>Types that are data need no registration: numbers, text, booleans, enums, dates and times, {@code UUID}, {@code URI},
 * {@code Optional}, lists, sets, maps whose keys are text, numbers or enums, arrays, records, data classes, value classes and objects
 * of Kotlin (with {@code jackson-module-kotlin} on the class path), sealed types whose cases
 * {@code @JsonTypeInfo(use = Id.NAME)} names, and classes with a {@code @JsonCreator}. Other types need a codec of their own, or to be said
 * to be {@linkplain #json fit for Jackson}.
 *
 * <pre>{@code
 * Codecs codecs = Codecs.standard().with(Money.class, new MoneyCodec());
 * Codec<Object> ratings = codecs.of(Ratings.class.getMethod("all").getGenericReturnType());
 * }</pre>
 *
 * <h2>Contracts that change</h2>
 * As JSON does: unknown fields are ignored, missing ones are null or the default of the constructor, and a missing number or a
 * missing parameter that cannot be null is an error that names it.
 *
 * <p>Immutable.
 */
public final class Codecs {
    private static final Codecs STANDARD = new Codecs(Map.of(), Set.of());

    private final Map<Class<?>, Codec<?>> registered;
    private final Set<Class<?>> plainJson;
    private final JsonMapper mapper;
    private final DataTypes types;
    private final Map<Type, Codec<@Nullable Object>> made = new ConcurrentHashMap<>();

    private Codecs(Map<Class<?>, Codec<?>> registered, Set<Class<?>> plainJson) {
        this.registered = registered;
        this.plainJson = plainJson;
        // Class names in JSON are refused, also where an annotation of a type asks for them.
        var builder = JsonMapper.builder()
                .polymorphicTypeValidator(
                        BasicPolymorphicTypeValidator.builder().build())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        builder.addModule(RequiredNumbers.module());
        if (KotlinTypes.canBeRead()) {
            builder.addModule(KotlinTypes.module());
        }
        if (!registered.isEmpty()) {
            builder.addModule(RegisteredCodecs.module(registered));
        }
        this.mapper = builder.build();
        this.types = new DataTypes(mapper.getTypeFactory(), registered.keySet(), plainJson);
    }

    /** The types that are data. */
    public static Codecs standard() {
        return STANDARD;
    }

    /**
     * Adds {@code type} with a codec of its own, which is used wherever the type stands.
     *
     * @throws IllegalArgumentException if the type is registered already
     */
    public <T> Codecs with(Class<T> type, Codec<T> codec) {
        requireNew(type);
        var more = new LinkedHashMap<>(registered);
        more.put(type, codec);
        return new Codecs(more, plainJson);
    }

    /**
     * Adds {@code type} as Jackson reads and writes it by itself, like a bean with setters. What its fields hold is not
     * checked beforehand.
     *
     * @throws IllegalArgumentException if the type is registered already
     */
    public Codecs json(Class<?> type) {
        requireNew(type);
        var more = new LinkedHashSet<>(plainJson);
        more.add(type);
        return new Codecs(registered, more);
    }

    private void requireNew(Class<?> type) {
        if (registered.containsKey(type) || plainJson.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " is registered already.\n  Register each type once.");
        }
    }

    /**
     * The codec of a declared type, as {@code Method.getGenericReturnType} and {@code getGenericParameterTypes} tell it.
     *
     * @throws CodecException if values of that type cannot pass between processes; the message tells where in the type, and how to
     *     change that
     */
    public Codec<@Nullable Object> of(Type declared) {
        var known = made.get(declared);
        if (known != null) {
            return known;
        }
        var codec = new JsonCodec(mapper, types.checked(declared));
        made.put(declared, codec);
        return codec;
    }

    @Override
    public String toString() {
        return "Codecs" + registered.keySet().stream().map(Class::getSimpleName).toList();
    }
}
