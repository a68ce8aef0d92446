package dev.wove.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * What went wrong and where, without what was read or written: Jackson quotes values in its messages, and they may be secret. An
 * exception of the user's own code stays the cause.
 */
record JsonProblem(String place, String what, @Nullable Throwable cause) {
    static JsonProblem of(JacksonException e) {
        return new JsonProblem(placeOf(e), kindOf(e), e.getCause() instanceof JacksonException ? null : e.getCause());
    }

    CodecException told(String sentence) {
        var at = place.isEmpty() ? "" : ", at " + place;
        return new CodecException(sentence + at + ": " + what + ".", cause);
    }

    private static String placeOf(JacksonException e) {
        var place = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return place.toString();
    }

    private static String kindOf(JacksonException e) {
        if (e instanceof StreamReadException) {
            var where = e.getLocation();
            return "it is not JSON, or too large or too deep, in line " + where.getLineNr() + ", column "
                    + where.getColumnNr();
        }
        if (e instanceof ValueInstantiationException) {
            return "its constructor refused what it was given"
                    + (e.getCause() == null
                            ? ""
                            : " with " + e.getCause().getClass().getName());
        }
        if (e instanceof InvalidNullException) {
            return "it is missing or null, and must not be";
        }
        if (e instanceof InvalidFormatException wrong) {
            return "it does not have the form of a " + simpleName(wrong.getTargetType());
        }
        if (e instanceof MismatchedInputException wrong) {
            return wrong.getTargetType() != null && wrong.getTargetType().isPrimitive()
                    ? "there is no " + wrong.getTargetType() + ", as it is missing, null or something else"
                    : "there is something else than a " + simpleName(wrong.getTargetType());
        }
        return e.getCause() == null || e.getCause() instanceof JacksonException
                ? "what is there does not fit the declared type"
                        + "; give a value of that type, or codecs that know what there is"
                : "its code threw a " + e.getCause().getClass().getName();
    }

    private static String simpleName(@Nullable Class<?> type) {
        return type == null ? "value of its type" : type.getSimpleName();
    }
}
