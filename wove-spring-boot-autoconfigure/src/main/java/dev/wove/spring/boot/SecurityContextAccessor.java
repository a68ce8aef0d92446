package dev.wove.spring.boot;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Carries who is logged in. A context of nobody counts as none. */
final class SecurityContextAccessor implements ThreadLocalAccessor<SecurityContext> {
    @Override
    public Object key() {
        return SecurityContext.class.getName();
    }

    @Override
    public @Nullable SecurityContext getValue() {
        var context = SecurityContextHolder.getContext();
        return context.getAuthentication() == null ? null : context;
    }

    @Override
    public void setValue(SecurityContext value) {
        SecurityContextHolder.setContext(value);
    }

    @Override
    public void setValue() {
        SecurityContextHolder.clearContext();
    }
}
