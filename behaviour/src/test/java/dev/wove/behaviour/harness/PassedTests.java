package dev.wove.behaviour.harness;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Notes which tests in Java have passed; found by JUnit as a service. */
public final class PassedTests implements TestWatcher {
    @Override
    public void testSuccessful(ExtensionContext context) {
        HangWatch.INSTANCE.testEnded();
        Conformance.INSTANCE.passed(context.getDisplayName(), Conformance.Language.JAVA);
        // A parameterized test is named by its method, and its runs by what they get.
        context.getParent()
                .ifPresent(parent -> Conformance.INSTANCE.passed(parent.getDisplayName(), Conformance.Language.JAVA));
    }
}
