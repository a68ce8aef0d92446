package dev.wove.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The attributes of spans. */
final class Keys {
    static final AttributeKey<String> WEAVE = AttributeKey.stringKey("wove.weave");
    static final AttributeKey<Long> RUN = AttributeKey.longKey("wove.run");
    static final AttributeKey<String> TASK = AttributeKey.stringKey("wove.task");
    static final AttributeKey<String> FAMILY = AttributeKey.stringKey("wove.task.family");
    static final AttributeKey<String> KIND = AttributeKey.stringKey("wove.task.kind");
    static final AttributeKey<Long> ITEM = AttributeKey.longKey("wove.item");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("wove.attempt");
    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("wove.attempts");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("wove.outcome");
    static final AttributeKey<String> INPUT = AttributeKey.stringKey("wove.input");
    static final AttributeKey<List<String>> INPUTS = AttributeKey.stringArrayKey("wove.inputs");
    static final AttributeKey<List<String>> CRITICAL_PATH = AttributeKey.stringArrayKey("wove.critical_path");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");

    private Keys() {}

    /** How long a task waited for something, in milliseconds. */
    static AttributeKey<Double> waited(String cause) {
        return AttributeKey.doubleKey("wove.wait." + cause);
    }
}
