package dev.wove.internal.reuse.reflect;

import kotlin.Unit;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.jspecify.annotations.Nullable;

/** From a value as Wove holds it to what a method takes, or from what it returns to that. */
interface Conversion {
    @Nullable
    Object of(@Nullable Object value);

    /** What a parameter of {@code type} is given, null if that is the value as it is. */
    static @Nullable Conversion toParameter(Class<?> type, @Nullable ValueClass unboxed) {
        if (unboxed != null) {
            var unboxing = unboxed.unboxing();
            // Java cannot box: what it gives is in there already
            return value -> unboxed.type.isInstance(value) ? unboxing.of(value) : value;
        }
        if (type == Unit.class) {
            return value -> value == null ? Unit.INSTANCE : value;
        }
        return type == Void.class ? value -> null : null;
    }

    /** Of a method that returns what is in {@code boxed}. */
    static Conversion fromReturned(ValueClass boxed, boolean isNullable) {
        var boxing = boxed.boxing();
        return value -> value == null && isNullable ? null : boxing.of(value);
    }

    /**
     * Of a suspending method. What it is resumed with is boxed; what it returns at once is only if {@code mayBeBoxed}: then
     * it overrides a function that can return anything, or null is not the same as nothing in the box.
     */
    static Conversion fromSuspending(ValueClass boxed, boolean isNullable, boolean mayBeBoxed) {
        var boxing = boxed.boxing();
        return value -> {
            boolean isBoxed = mayBeBoxed && boxed.type.isInstance(value);
            return isBoxed || value == IntrinsicsKt.getCOROUTINE_SUSPENDED() || value == null && isNullable
                    ? value
                    : boxing.of(value);
        };
    }

    /** Of a Kotlin function that returns nothing. */
    static Conversion fromNothing() {
        return value -> Unit.INSTANCE;
    }
}
