package dev.wove.detached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bytes that the launcher reads. */
class CommandTest {
    @Test
    @DisplayName("BG14 arguments are in the encoding of the launcher")
    void encoding() throws Exception {
        assertArrayEquals(new byte[] {(byte) 0xe9}, Command.encoded("\u00e9", StandardCharsets.ISO_8859_1));
        assertArrayEquals(new byte[] {(byte) 0xc3, (byte) 0xa9}, Command.encoded("\u00e9", StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("BG14 arguments that it lacks characters for are refused, and not told")
    void lackingCharacters() {
        var thrown = assertThrows(IOException.class, () -> Command.encoded("secret \u00e9", StandardCharsets.US_ASCII));
        assertTrue(thrown.getMessage().contains("US-ASCII lacks"), thrown::getMessage);
        assertTrue(!thrown.getMessage().contains("secret"), thrown::getMessage);
    }
}
