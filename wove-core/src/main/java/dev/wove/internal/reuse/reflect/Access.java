package dev.wove.internal.reuse.reflect;

import dev.wove.PlanException;
import dev.wove.Weave;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/** Reaches what weave classes are made of, and says what is missing where their module keeps it closed. */
final class Access {
    private Access() {}

    /** Calls {@code method}, which may be anything but private to another module. */
    static MethodHandle handle(Method method) {
        Access.class.getModule().addReads(method.getDeclaringClass().getModule());
        try {
            return MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            return handleWithin(method);
        }
    }

    private static MethodHandle handleWithin(Method method) {
        var home = method.getDeclaringClass();
        try {
            return MethodHandles.privateLookupIn(home, MethodHandles.lookup()).unreflect(method);
        } catch (IllegalAccessException e) {
            throw closed("call " + method.getName() + " of " + home.getSimpleName(), home, e);
        }
    }

    /** Makes {@code member} of {@code home} accessible, without which Wove cannot {@code doWhat}. */
    static void open(AccessibleObject member, String doWhat, Class<?> home) {
        try {
            member.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw closed(doWhat, home, e);
        }
    }

    private static PlanException closed(String doWhat, Class<?> home, Exception cause) {
        var wove = Weave.class.getModule().isNamed() ? Weave.class.getModule().getName() : "Wove's module";
        var problem = new PlanException("Wove cannot " + doWhat + ", since the module "
                + home.getModule().getName() + " keeps the package " + home.getPackageName()
                + " closed.\n  Write 'opens " + home.getPackageName() + " to " + wove
                + ";' into its module-info, or make the class and its tasks public and write 'exports "
                + home.getPackageName() + " to " + wove + ";'.");
        problem.initCause(cause);
        return problem;
    }
}
