package dev.wove.remote.internal.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.environment.ErrorSource;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteTaskException;
import dev.wove.remote.Reports;
import dev.wove.remote.Reports.NotFoundException;
import dev.wove.remote.TestReports;
import dev.wove.remote.internal.frame.ErrorInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final RemoteMethod method = method();

    private static RemoteMethod method() {
        try {
            return RemoteMethod.of(Reports.class, Reports.class.getMethod("fail", String.class));
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private Throwable overTheWire(String how) {
        var thrown = assertThrows(Throwable.class, () -> new TestReports().fail(how));
        return Failures.rebuilt(Failures.told(thrown, method), method, "worker 'w-1'");
    }

    @Test
    void anExceptionThatTheMethodDeclaresComesAsItself() {
        var thrown = assertInstanceOf(NotFoundException.class, overTheWire("declared"));
        assertEquals("post 7", thrown.getMessage());
        var remote = assertInstanceOf(RemoteTaskException.class, thrown.getCause());
        assertTrue(remote.remoteTrace().contains("TestReports.fail"));
    }

    @Test
    void anExceptionOfAClassBelowComesAsTheOneThatIsDeclared() {
        var thrown = overTheWire("narrower");
        assertEquals(IOException.class, thrown.getClass());
        assertEquals("a.txt", thrown.getMessage());
        assertEquals(FileNotFoundException.class.getName(), ((RemoteTaskException) thrown.getCause()).kind());
    }

    @Test
    void anythingElseComesAsTextWithItsCauses() {
        var thrown = assertInstanceOf(RemoteTaskException.class, overTheWire("undeclared"));
        assertEquals("worker 'w-1': java.lang.IllegalArgumentException: bad post", thrown.getMessage());
        assertEquals("java.lang.IllegalArgumentException", thrown.kind());
        assertEquals(ErrorSource.TASK, thrown.source());
        assertTrue(thrown.retryable());
        assertEquals("java.io.IOException: disk", thrown.getCause().getMessage());
        assertInstanceOf(RemoteTaskException.class, overTheWire("error"));
        assertEquals(
                "worker 'w-1': java.lang.RuntimeException", overTheWire("other").getMessage());
    }

    private Throwable overTheWire(Throwable thrown) {
        return Failures.rebuilt(Failures.told(thrown, method), method, "worker 'w-1'");
    }

    @Test
    void anExceptionWithoutAMessageHasNoneHereEither() {
        assertNull(overTheWire(new IOException()).getMessage());
    }

    @Test
    void aCancellationIsOneOnBothSidesThoughNoMethodDeclaresIt() {
        var thrown = overTheWire(new CancellationException("mine"));
        assertEquals(CancellationException.class, thrown.getClass());
        assertEquals("mine", thrown.getMessage());
        assertInstanceOf(RemoteTaskException.class, thrown.getCause());
    }

    @Test
    void anExceptionThatFailsToTellAnythingIsToldWithoutIt() {
        var hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new AssertionError("getMessage");
            }

            @Override
            public String toString() {
                throw new AssertionError("toString");
            }

            @Override
            public Throwable getCause() {
                throw new AssertionError("getCause");
            }
        };
        var thrown = assertInstanceOf(RemoteTaskException.class, overTheWire(hostile));
        assertEquals(hostile.getClass().getName(), thrown.kind());
    }

    @Test
    void aWorkerCannotHaveAClassMadeThatTheMethodDoesNotDeclare() {
        var forged = new ErrorInfo(
                "java.lang.ThreadDeath",
                "x",
                null,
                true,
                ErrorSource.TASK,
                "javax.management.RuntimeErrorException",
                List.of(),
                -1);
        assertInstanceOf(RemoteTaskException.class, Failures.rebuilt(forged, method, "worker 'w-1'"));
    }

    @Test
    void whatFailsToTellItselfIsToldAllTheSame() {
        var told = Failures.told(
                new RuntimeException() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException();
                    }
                },
                method);
        assertEquals("", told.message());
    }

    @Test
    void longTextsAreCut() {
        var told = Failures.told(new IOException("x".repeat(1 << 20)), method);
        assertEquals(8 << 10, told.message().length());
        assertTrue(told.traceback().length() <= 16 << 10);
    }
}
