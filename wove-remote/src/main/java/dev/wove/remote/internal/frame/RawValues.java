package dev.wove.remote.internal.frame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in a JSON array or object, each as text. */
public final class RawValues {
    private RawValues() {}

    /** @throws FrameException if it is no array */
    public static List<String> ofArray(String json) {
        return Fields.elements(json);
    }

    /** @throws FrameException if it is no object */
    public static Map<String, String> ofObject(String json) {
        var values = new LinkedHashMap<String, String>();
        Fields.members(json, values);
        return values;
    }
}
