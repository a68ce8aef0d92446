package dev.wove.remote.internal.worker;

import dev.wove.codec.CodecException;
import dev.wove.environment.RemoteMethod;
import dev.wove.internal.reuse.reflect.DefaultValues;
import dev.wove.remote.internal.frame.FrameException;
import dev.wove.remote.internal.frame.RawValues;
import dev.wove.remote.internal.payload.MethodCodecs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads arguments by position or by name. As contracts change, those that are not known are left out, and those that are missing
 * have their default values in Kotlin, or are null, unless they cannot be.
 */
final class ArgumentReader {
    private final RemoteMethod method;
    private final MethodCodecs codecs;
    private final NullArguments nulls;
    private final @Nullable DefaultValues defaults;

    ArgumentReader(RemoteMethod method, MethodCodecs codecs, @Nullable DefaultValues defaults) {
        this.defaults = defaults;
        this.method = method;
        this.codecs = codecs;
        this.nulls = NullArguments.of(method);
    }

    /** @param json null for none */
    @Nullable
    Object[] read(@Nullable String json) {
        int count = codecs.parameters();
        var values = new Object[count];
        var texts = json == null ? List.<@Nullable String>of() : texts(json, count);
        for (int i = 0; i < count; i++) {
            var text = i < texts.size() ? texts.get(i) : null;
            values[i] = text == null && defaults != null && defaults.has(i)
                    ? DefaultValues.ABSENT
                    : text == null || text.equals("null") ? absent(i) : decode(i, text);
        }
        return values;
    }

    private List<@Nullable String> texts(String json, int count) {
        try {
            return json.startsWith("[") ? RawValues.ofArray(json) : byName(RawValues.ofObject(json), count);
        } catch (FrameException e) {
            throw new BadArgumentsException("The arguments of " + method + " are neither a list nor an object.");
        }
    }

    private List<@Nullable String> byName(Map<String, String> given, int count) {
        var names = method.parameterNames();
        if (names.isEmpty() && count == 1 && given.size() == 1) {
            return List.copyOf(given.values());
        }
        if (names.isEmpty() && count > 0) {
            throw new BadArgumentsException(
                    "The arguments of " + method + " came by name, but the worker's class has no names of"
                            + " parameters.\n  Compile it with -parameters, in Kotlin -java-parameters.");
        }
        return names.stream().<@Nullable String>map(given::get).toList();
    }

    private @Nullable Object decode(int index, String text) {
        try {
            return codecs.decodeArgument(index, text);
        } catch (CodecException e) {
            throw new BadArgumentsException(name(index) + " of " + method + " cannot be read. " + e.getMessage());
        } catch (Exception e) {
            throw new BadArgumentsException(name(index) + " of " + method + " cannot be read: its codec failed with "
                    + e.getClass().getName() + ".");
        }
    }

    private @Nullable Object absent(int index) {
        if (!nulls.allowed(index)) {
            throw new BadArgumentsException(name(index) + " of " + method + " is missing or null, and must not be.");
        }
        return null;
    }

    private String name(int index) {
        var names = method.parameterNames();
        return names.isEmpty() ? "Argument " + index : "Argument '" + names.get(index) + "'";
    }
}
