package dev.wove.detached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class JobTest {
    @Test
    void aClassThatItsModuleKeepsClosedIsRefusedInWordsThatOpenIt() {
        // Its constructor is private to java.base, as that of a class is to a module that does not export it.
        var refused = assertThrows(IllegalArgumentException.class, () -> Job.make(Collections.class));
        assertEquals(
                "Wove cannot construct Collections, since the module java.base keeps the package java.util closed.\n"
                        + "  Write 'opens java.util to Wove's module;' into its module-info, or make the class and its"
                        + " constructor public and write 'exports java.util to Wove's module;'.",
                refused.getMessage());
    }
}
