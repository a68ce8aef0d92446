package dev.wove.test.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import dev.wove.WeaveOptions;
import dev.wove.test.FailureReports;
import dev.wove.test.RecordedRuns;
import dev.wove.test.TestBlock;
import dev.wove.test.VirtualTime;
import dev.wove.test.WeaveTests;
import dev.wove.test.internal.FailureFiles;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** What {@link WoveTest} does. */
final class WoveExtension implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(WoveExtension.class);

    // Parameters

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == VirtualTime.class || type == RecordedRuns.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var method = context.getTestMethod();
        var type = parameter.getParameter().getType().getSimpleName();
        if (method.isEmpty()) {
            throw new ParameterResolutionException(type
                    + " is that of a test: it cannot be given to a constructor or to what runs once for all tests.\n"
                    + "  Have it as a parameter of the test method.");
        }
        if (type.equals("RecordedRuns")) {
            return runs(context);
        }
        if (!parameter.getDeclaringExecutable().equals(method.get())) {
            throw new ParameterResolutionException(
                    "Virtual time begins with the test method; before and after it there is none.\n"
                            + "  Have VirtualTime as a parameter of the test method.");
        }
        return new TimeOfTest();
    }

    private static RecordedRuns runs(ExtensionContext context) {
        var store = context.getStore(OURS);
        var runs = store.get(RecordedRuns.class, RecordedRuns.class);
        if (runs == null) {
            runs = new RecordedRuns();
            store.put(RecordedRuns.class, runs);
        }
        return runs;
    }

    // Around methods

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        test(invocation, call, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        test(invocation, call, context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        return recorded(() -> proceed(invocation), context, runs(context));
    }

    /** Has runs of its own for its report; a parameter of the factory sees those of all its tests. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext call, ExtensionContext context)
            throws Throwable {
        var own = new RecordedRuns();
        try {
            recorded(() -> proceed(invocation), context, own, runs(context));
        } catch (Throwable e) {
            report(context, own, e);
            throw e;
        }
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        recorded(invocation, context);
    }

    private static void test(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        for (var argument : call.getArguments()) {
            if (argument instanceof TimeOfTest time) {
                recorded(() -> inVirtualTime(time, invocation), context, runs(context));
                return;
            }
        }
        recorded(invocation, context);
    }

    private static @Nullable Void inVirtualTime(TimeOfTest time, Invocation<@Nullable Void> invocation)
            throws Exception {
        WeaveTests.<Exception>virtualTime(real -> {
            time.begin(real);
            proceed(invocation);
        });
        return null;
    }

    private static void recorded(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Exception {
        recorded(() -> proceed(invocation), context, runs(context));
    }

    private static <T extends @Nullable Object> T recorded(
            TestBlock<T, Exception> code, ExtensionContext context, RecordedRuns... all) throws Exception {
        // The traces of weaves inside are wanted by pages only
        var options = reports(context) == FailureReports.HTML ? WeaveOptions.trace() : null;
        return WeaveTests.configured(
                c -> {
                    for (var runs : all) {
                        c.observer(runs);
                    }
                    if (options != null) {
                        c.weave(options);
                    }
                },
                code);
    }

    /** Throws what is thrown, the same instance, whatever it is. */
    private static <T extends @Nullable Object> T proceed(Invocation<T> invocation) throws Exception {
        try {
            return invocation.proceed();
        } catch (Throwable e) {
            throw WoveExtension.<Exception>thrown(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X thrown(Throwable e) throws X {
        throw (X) e;
    }

    // Reports

    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> report(context, runs(context), failure));
    }

    private static void report(ExtensionContext context, RecordedRuns runs, Throwable failure) {
        var format = reports(context);
        if (format == FailureReports.OFF || failure instanceof TestAbortedException) {
            return;
        }
        var folder = annotation(context).map(WoveTest::folder).orElse("");
        var files = new FailureFiles(format, folder, nameOf(context), context.getUniqueId());
        for (var file : files.write(runs, failure)) {
            context.publishReportEntry("wove-report", file.toString());
        }
    }

    private static String nameOf(ExtensionContext context) {
        var test = context.getTestMethod().map(Method::getName).orElse(context.getDisplayName());
        return context.getTestClass().map(type -> type.getName() + "." + test).orElse(test);
    }

    private static FailureReports reports(ExtensionContext context) {
        var asked = annotation(context).map(WoveTest::reports).orElse(FailureReports.OFF);
        return asked != FailureReports.OFF
                ? asked
                : context.getConfigurationParameter(WoveTest.REPORTS)
                        .map(WoveExtension::parsed)
                        .orElse(FailureReports.OFF);
    }

    private static FailureReports parsed(String word) {
        try {
            return FailureReports.valueOf(word.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(
                    "The configuration parameter " + WoveTest.REPORTS + " is '" + word
                            + "'.\n  It can be: off, text, html",
                    e);
        }
    }

    /** That of the method, or of the nearest class around it. */
    private static Optional<WoveTest> annotation(ExtensionContext context) {
        var around = Optional.of(context);
        while (around.isPresent()) {
            var found = findAnnotation(around.get().getElement(), WoveTest.class);
            if (found.isPresent()) {
                return found;
            }
            around = around.get().getParent();
        }
        return Optional.empty();
    }
}
