package dev.wove.internal.reuse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class that extends {@link dev.wove.Weave}, with what it inherits. */
public interface ClassModel {
    /** How messages call the class: its simple name. */
    String name();

    /** The class as a type, its own type parameters being variables. */
    TypeModel type();

    /**
     * The classes and interfaces that make up the weave, without {@code Object} and {@code Weave}: a superclass before its
     * subclass, interfaces in the order named after the superclass and before the class that names them, each once.
     */
    List<? extends Level> levels();

    /** The type of the field, or of the method without parameters, with that name; private ones do not count. Looked for from the class itself upwards. */
    @Nullable
    TypeModel member(String name);

    /** The private field or method without parameters that would be meant by that name; null if there is none. */
    @Nullable
    HiddenMember hiddenMember(String name);

    /** Something that is private: in messages, what it is and which class declares it. */
    record HiddenMember(String home, String kind) {}

    /** A class of the JDK or of Wove by its binary name, with these type arguments. */
    TypeModel classType(String name, TypeModel... arguments);

    /** What one class or interface declares itself. */
    interface Level {
        /** Whether it was written in Kotlin. */
        boolean isKotlin();

        /** Its methods in the order of the class file, without synthetic ones and bridges. */
        List<? extends MethodModel> methods();
    }
}
