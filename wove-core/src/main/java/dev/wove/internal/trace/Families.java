package dev.wove.internal.trace;

/** The names of tasks that are made in a loop differ in the number they end in; of what they have in common, metrics count. */
public final class Families {
    private Families() {}

    public static String of(String name) {
        int end = name.length();
        while (end > 0 && isDigit(name.charAt(end - 1))) {
            end--;
        }
        return end == name.length() ? name : name.substring(0, end) + "*";
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
