package dev.wove.internal.reuse.reflect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kotlin.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What a Kotlin class says of its functions where the class file does not have it: their names in the source, and the
 * value classes that their parameters and values are of.
 *
 * <p>Read from the description that the Kotlin compiler puts into every class. There is a library that reads all of it; it
 * is larger than Wove, and this is what is needed. Without a description that can be read, names are those of the class
 * file.
 */
final class KotlinFunctions {
    private static final KotlinFunctions NONE = new KotlinFunctions();
    private static final int CLASS = 1;
    private static final int SIGNATURE = 100;

    /** A type of the source: the binary name of its class, null if the JVM has a type of its own for it. */
    record Type(@Nullable String className, boolean isNullable) {
        static final Type OTHER = new Type(null, false);
    }

    /** A function as the source has it; receivers count as parameters. */
    record Function(String name, List<Type> parameters, Type returned) {}

    /** By name and descriptor in the class file where the description has both. Those with value classes are all here. */
    private final Map<String, Function> byDescriptor = new HashMap<>();

    /** The others whose name in the class file is another than in the source. */
    private final Map<String, Function> byName = new HashMap<>();

    private KotlinFunctions() {}

    static KotlinFunctions of(Class<?> type) {
        var metadata = type.getAnnotation(Metadata.class);
        if (metadata == null || metadata.k() != CLASS || metadata.d1().length == 0) {
            return NONE;
        }
        try {
            var functions = new KotlinFunctions();
            functions.read(metadata);
            return functions;
        } catch (RuntimeException e) {
            return NONE;
        }
    }

    /** The function of a method by its name and its descriptor, null if it is what it seems to be. */
    @Nullable
    Function find(String method, String descriptor) {
        var exact = byDescriptor.get(method + descriptor);
        return exact != null ? exact : byName.get(method);
    }

    private void read(Metadata metadata) {
        var all = new ProtoReader(bytes(metadata.d1()));
        var strings = new KotlinStrings(all.message(), metadata.d2());
        var members = new ArrayList<ProtoReader>();
        var properties = new ArrayList<ProtoReader>();
        var types = new Types(strings);
        var in = all.rest();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 9 -> members.add(in.message());
                case 10 -> properties.add(in.message());
                case 30 -> types.readTable(in.message());
                default -> in.skip();
            }
        }
        members.forEach(member -> readFunction(member, strings, types));
        properties.forEach(property -> readProperty(property, strings, types));
    }

    /** The compiler stores bytes as characters of the same number, after a mark that says so. */
    private static byte[] bytes(String[] parts) {
        var all = String.join("", parts);
        if (all.charAt(0) != 0) {
            throw new IllegalArgumentException("The description is written in another way");
        }
        return all.substring(1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void readFunction(ProtoReader in, KotlinStrings strings, Types types) {
        String name = null;
        var returned = Type.OTHER;
        var receivers = new ArrayList<Type>();
        var parameters = new ArrayList<Type>();
        var signature = new Signature(null, null);
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 2 -> name = strings.get(in.number());
                case 3 -> returned = types.read(in.message());
                case 7 -> returned = types.get(in.number());
                case 5 -> receivers.add(types.read(in.message()));
                case 8 -> receivers.add(types.get(in.number()));
                case 6 -> parameters.add(types.ofParameter(in.message()));
                case SIGNATURE -> signature = Signature.read(in.message(), strings);
                default -> in.skip();
            }
        }
        if (name != null) {
            receivers.addAll(parameters);
            put(signature, new Function(name, receivers, returned));
        }
    }

    private void readProperty(ProtoReader in, KotlinStrings strings, Types types) {
        String name = null;
        var returned = Type.OTHER;
        var getter = new Signature(null, null);
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 2 -> name = strings.get(in.number());
                case 3 -> returned = types.read(in.message());
                case 9 -> returned = types.get(in.number());
                case SIGNATURE -> getter = Signature.ofGetter(in.message(), strings);
                default -> in.skip();
            }
        }
        if (name != null) {
            put(getter, new Function(getterName(name), List.of(), returned));
        }
    }

    private static String getterName(String property) {
        boolean isQuestion =
                property.startsWith("is") && property.length() > 2 && !Character.isLowerCase(property.charAt(2));
        return isQuestion
                ? property
                : "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }

    private void put(Signature signature, Function function) {
        var name = signature.name == null ? function.name : signature.name;
        if (signature.descriptor != null) {
            byDescriptor.put(name + signature.descriptor, function);
        } else if (signature.name != null) {
            byName.put(name, function);
        }
    }

    /** Of a method of the class file, as far as the source does not tell. */
    private record Signature(
            @Nullable String name, @Nullable String descriptor) {

        static Signature read(ProtoReader in, KotlinStrings strings) {
            String name = null;
            String descriptor = null;
            for (int field = in.field(); field != 0; field = in.field()) {
                switch (field) {
                    case 1 -> name = strings.get(in.number());
                    case 2 -> descriptor = strings.get(in.number());
                    default -> in.skip();
                }
            }
            return new Signature(name, descriptor);
        }

        static Signature ofGetter(ProtoReader in, KotlinStrings strings) {
            var getter = new Signature(null, null);
            for (int field = in.field(); field != 0; field = in.field()) {
                if (field == 3) {
                    getter = read(in.message(), strings);
                } else {
                    in.skip();
                }
            }
            return getter;
        }
    }

    private static final class Types {
        private final KotlinStrings strings;
        private final List<Type> table = new ArrayList<>();

        Types(KotlinStrings strings) {
            this.strings = strings;
        }

        void readTable(ProtoReader in) {
            int firstNullable = -1;
            for (int field = in.field(); field != 0; field = in.field()) {
                switch (field) {
                    case 1 -> table.add(read(in.message()));
                    case 2 -> firstNullable = in.number();
                    default -> in.skip();
                }
            }
            for (int i = firstNullable; i >= 0 && i < table.size(); i++) {
                table.set(i, new Type(table.get(i).className, true));
            }
        }

        Type get(int index) {
            return table.get(index);
        }

        Type read(ProtoReader in) {
            String className = null;
            boolean isNullable = false;
            for (int field = in.field(); field != 0; field = in.field()) {
                switch (field) {
                    case 3 -> isNullable = in.number() != 0;
                    case 6 -> className = strings.get(in.number());
                    default -> in.skip();
                }
            }
            return new Type(className == null ? null : binaryName(className), isNullable);
        }

        /** {@code a/b/Outer.Inner} as the JVM has it. */
        private static String binaryName(String className) {
            return className.replace('.', '$').replace('/', '.');
        }

        Type ofParameter(ProtoReader in) {
            var type = Type.OTHER;
            for (int field = in.field(); field != 0; field = in.field()) {
                switch (field) {
                    case 3 -> type = read(in.message());
                    case 5 -> type = get(in.number());
                    default -> in.skip();
                }
            }
            return type;
        }
    }
}
