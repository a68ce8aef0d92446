package dev.wove.codec;

/**
 * Half characters: a Java string may hold one half of a surrogate pair alone, which no encoding of Unicode can write. In JSON it is
 * written as an escape, so that it comes back as it was.
 */
final class Surrogates {
    private Surrogates() {}

    /** {@code json}, in which half characters can only stand within strings. */
    static String escaped(String json) {
        int at = firstHalf(json, 0);
        if (at < 0) {
            return json;
        }
        var text = new StringBuilder(json.length() + 16);
        int from = 0;
        while (at >= 0) {
            text.append(json, from, at).append(String.format("\\u%04x", (int) json.charAt(at)));
            from = at + 1;
            at = firstHalf(json, from);
        }
        return text.append(json, from, json.length()).toString();
    }

    private static int firstHalf(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }
}
