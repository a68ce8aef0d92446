package dev.wove.spring.boot;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Carries the request of the caller, which is gone once that has been answered: nothing for background weaves. */
final class RequestAttributesAccessor implements ThreadLocalAccessor<RequestAttributes> {
    @Override
    public Object key() {
        return RequestAttributes.class.getName();
    }

    @Override
    public @Nullable RequestAttributes getValue() {
        return RequestContextHolder.getRequestAttributes();
    }

    @Override
    public void setValue(RequestAttributes value) {
        RequestContextHolder.setRequestAttributes(value);
    }

    @Override
    public void setValue() {
        RequestContextHolder.resetRequestAttributes();
    }
}
