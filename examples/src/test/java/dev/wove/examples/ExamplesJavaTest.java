package dev.wove.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExamplesJavaTest {
    @Test
    void jupiterRunsHere() {
        assertEquals(2, 1 + 1);
    }
}
