package dev.wove.spring.boot;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/** Carries the locale and the time zone of the caller. */
final class LocaleContextAccessor implements ThreadLocalAccessor<LocaleContext> {
    @Override
    public Object key() {
        return LocaleContext.class.getName();
    }

    @Override
    public @Nullable LocaleContext getValue() {
        return LocaleContextHolder.getLocaleContext();
    }

    @Override
    public void setValue(LocaleContext value) {
        LocaleContextHolder.setLocaleContext(value);
    }

    @Override
    public void setValue() {
        LocaleContextHolder.resetLocaleContext();
    }
}
