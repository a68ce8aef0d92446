package dev.wove.internal.reuse.reflect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a message of protocol buffers field by field. */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int type;

    ProtoReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** The number of the next field, whose value is to be read or {@linkplain #skip skipped} then; 0 at the end. */
    int field() {
        if (at >= end) {
            return 0;
        }
        int tag = (int) varint();
        type = tag & 7;
        return tag >>> 3;
    }

    int number() {
        return (int) varint();
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** A message within this one, which goes on after it. */
    ProtoReader message() {
        int length = number();
        at += length;
        return new ProtoReader(bytes, at - length, at);
    }

    String text() {
        int length = number();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** What a repeated field holds here: one number, or several that are packed. */
    List<Integer> numbers() {
        var numbers = new ArrayList<Integer>();
        if (type != DELIMITED) {
            numbers.add(number());
            return numbers;
        }
        var packed = message();
        while (packed.at < packed.end) {
            numbers.add(packed.number());
        }
        return numbers;
    }

    void skip() {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> at += 8;
            case DELIMITED -> message();
            case FIXED32 -> at += 4;
            default -> throw new IllegalArgumentException("Unknown type of a field: " + type);
        }
    }

    /** What is left after the messages that were read. */
    ProtoReader rest() {
        return new ProtoReader(bytes, at, end);
    }
}
