package dev.wove.codec;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JavaType;

/** Types as people write them: {@code Map<String, List<Rating>>}. */
final class TypeNames {
    private TypeNames() {}

    static String of(JavaType type) {
        if (type.isArrayType()) {
            return of(type.getContentType()) + "[]";
        }
        var name = type.getRawClass().getSimpleName();
        if (type.containedTypeCount() == 0) {
            return name;
        }
        return IntStream.range(0, type.containedTypeCount())
                .mapToObj(i -> of(type.containedType(i)))
                .collect(Collectors.joining(", ", name + "<", ">"));
    }
}
