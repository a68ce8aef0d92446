package dev.wove.test.junit;

import dev.wove.test.FailureReports;
import dev.wove.test.RecordedRuns;
import dev.wove.test.VirtualTime;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests of a class, or one test, virtual time and the runs of their weaves as parameters, and on demand a report of
 * what the weaves of a failed test did.
 *
 * <pre>{@code
 * @WoveTest(reports = FailureReports.HTML)
 * class OfferTest {
 *     @Test
 *     void anAuthorThatTakesAnHourIsGivenUp(VirtualTime time, RecordedRuns runs) {
 *         service.offers(7);
 *
 *         assertWeave(runs.only("offers")).attempts("author", 1);
 *         assertEquals(ofSeconds(2), time.elapsed());
 *     }
 * }
 * }</pre>
 *
 * <h2>Parameters</h2>
 *
 * <p>A test method with a {@link VirtualTime} runs in that time, as in
 * {@link dev.wove.test.WeaveTests#virtualTime WeaveTests.virtualTime}: on a thread of its own. {@link RecordedRuns}, also of
 * {@code @BeforeEach} and {@code @AfterEach} methods, are those of the weaves that start on the thread of the test and in
 * bodies of weaves in it; those of a {@code @TestFactory} are of all its dynamic tests. Tests that run at the same time do
 * not see each other's. What a server or an executor of the code under test starts is not among them; give it a
 * {@code new RecordedRuns()} as an observer.
 *
 * <h2>Reports</h2>
 *
 * <p>Written when a test, a dynamic test, a {@code @BeforeEach} or an {@code @AfterEach} method fails, of the last 20 runs
 * that are in no other. The failure tells where: see its suppressed exceptions. A test that is aborted by an assumption has
 * not failed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(WoveExtension.class)
public @interface WoveTest {
    /** The configuration parameter of JUnit ({@value}) that asks for reports where no annotation does: {@code html} or {@code text}. */
    String REPORTS = "dev.wove.test.reports";

    /** What is written about the weaves of a test that fails; nothing unless asked for. */
    FailureReports reports() default FailureReports.OFF;

    /** Where reports are written to; unless given, {@code wove-reports} in {@code build} with Gradle, else in {@code target}. */
    String folder() default "";
}
