package dev.wove.remote.internal.http;

import static dev.wove.remote.Calls.run;
import static dev.wove.remote.HttpEnvironment.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.remote.HttpDoor;
import dev.wove.remote.Reports;
import dev.wove.remote.TestContext;
import dev.wove.remote.TestReports;
import dev.wove.remote.WoveWorker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection is cut once, after each number of bytes there and back: {@code -Dremote.offsets=1} for every one of them. */
class LostOnTheWayTest {
    private static final int STEP = Integer.getInteger("remote.offsets", 37);
    private static final int LONGEST = 700;

    private final TestReports reports = new TestReports();
    private final HttpDoor door = HttpDoor.http(0);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereverItIsCutTheBodyRunsOnceAndTheValueIsRight(boolean requests) throws Exception {
        try (var worker = WoveWorker.create()
                        .serve(Reports.class, reports)
                        .grace(Duration.ZERO)
                        .door(door)
                        .start();
                var proxy = new FaultyProxy(door.port())) {
            assertEquals(0, worker.inFlight());
            var executor =
                    http("http://localhost:" + proxy.port() + "/wove/tasks").open();
            executor.start(new TestContext());
            proxy.cutsRequests = requests;
            for (int offset = 0; offset < LONGEST; offset += STEP) {
                proxy.cutAfter = offset;
                proxy.cuts.set(1);
                assertNull(run(executor, "drop", offset).value(), "cut after " + offset);
                assertEquals("dropped " + offset, reports.said.poll(60, TimeUnit.SECONDS));
                assertTrue(reports.said.isEmpty(), "It ran once, cut after " + offset);
            }
            executor.close();
        }
    }
}
