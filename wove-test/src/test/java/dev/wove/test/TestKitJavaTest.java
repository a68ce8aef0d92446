package dev.wove.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TestKitJavaTest {
    @Test
    void jupiterRunsHere() {
        assertEquals(2, 1 + 1);
    }
}
