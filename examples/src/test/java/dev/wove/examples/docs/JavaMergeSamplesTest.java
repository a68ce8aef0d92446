package dev.wove.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaMergeSamplesTest {
    private final JavaMergeSamples samples = new JavaMergeSamples();

    @Test
    void theSamplesDoWhatTheySay() {
        assertEquals(List.of(16, 6), samples.merged());
        assertEquals(List.of(16, 6), samples.mergedAsync());
        assertEquals("0 lost", samples.drained());
        assertEquals(List.of(List.of(1, 2, 3), List.of(4, 5)), samples.shapes());
    }
}
