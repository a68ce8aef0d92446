package dev.wove.remote.internal.payload;

import dev.wove.codec.Codec;
import dev.wove.codec.Codecs;
import dev.wove.environment.RemoteMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the arguments and the result of one method become JSON. */
public final class MethodCodecs {
    private final RemoteMethod method;
    private final List<Codec<@Nullable Object>> parameters;
    private final @Nullable Codec<@Nullable Object> result;

    /** @throws dev.wove.codec.CodecException if a type cannot pass between processes */
    public MethodCodecs(RemoteMethod method, Codecs codecs) {
        this.method = method;
        this.parameters = method.parameterTypes().stream().map(codecs::of).toList();
        this.result = method.resultType() == void.class ? null : codecs.of(method.resultType());
    }

    public int parameters() {
        return parameters.size();
    }

    /** By position, as an array. */
    public String encodeArguments(List<? extends @Nullable Object> arguments) throws Exception {
        if (arguments.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    method + " takes " + parameters.size() + " arguments, but got " + arguments.size() + ".");
        }
        var text = new StringBuilder("[");
        for (int i = 0; i < arguments.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(parameters.get(i).encode(arguments.get(i)));
        }
        return text.append(']').toString();
    }

    public @Nullable Object decodeArgument(int index, String json) throws Exception {
        return parameters.get(index).decode(json);
    }

    /** Null if the method has no value. */
    public @Nullable String encodeResult(@Nullable Object value) throws Exception {
        return result == null ? null : result.encode(value);
    }

    public @Nullable Object decodeResult(@Nullable String json) throws Exception {
        return result == null ? null : json == null ? result.decode("null") : result.decode(json);
    }
}
