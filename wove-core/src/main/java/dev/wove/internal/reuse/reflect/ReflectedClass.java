package dev.wove.internal.reuse.reflect;

import dev.wove.Weave;
import dev.wove.internal.reuse.ClassModel;
import dev.wove.internal.reuse.TypeModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A weave class read by reflection. */
final class ReflectedClass implements ClassModel {
    private final Class<?> weave;
    private final List<ReflectedLevel> levels = new ArrayList<>();

    ReflectedClass(Class<?> weave) {
        this.weave = weave;
        visit((ReflectedType) ReflectedType.withOwnVariables(weave), new HashSet<>());
    }

    private void visit(ReflectedType type, Set<Class<?>> seen) {
        var raw = type.rawClass();
        if (raw == Object.class || raw == Weave.class || !seen.add(raw)) {
            return;
        }
        for (var supertype : type.supertypes()) {
            visit((ReflectedType) supertype, seen);
        }
        levels.add(new ReflectedLevel(raw, type.argumentsByVariable()));
    }

    /** The simple name; an anonymous class goes by what it extends. */
    @Override
    public String name() {
        for (Class<?> named = weave; named != Weave.class && named != null; named = named.getSuperclass()) {
            if (!named.getSimpleName().isEmpty()) {
                return named.getSimpleName();
            }
        }
        return "weave";
    }

    @Override
    public TypeModel type() {
        return ReflectedType.withOwnVariables(weave);
    }

    @Override
    public List<? extends ReflectedLevel> levels() {
        return levels;
    }

    @Override
    public @Nullable TypeModel member(String name) {
        var member = PolicyMember.find(weave, name);
        return member == null ? null : ReflectedType.of(member.genericType(), new HashMap<>());
    }

    @Override
    public @Nullable HiddenMember hiddenMember(String name) {
        return PolicyMember.hidden(weave, name);
    }

    @Override
    public TypeModel classType(String name, TypeModel... arguments) {
        try {
            return ReflectedType.of(Class.forName(name, false, Weave.class.getClassLoader()), arguments);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
