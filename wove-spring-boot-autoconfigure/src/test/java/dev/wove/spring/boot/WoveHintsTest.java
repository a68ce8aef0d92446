package dev.wove.spring.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wove.Do;
import dev.wove.Weave;
import dev.wove.environment.Remote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;

/** What a native image needs to know; none is built here. */
class WoveHintsTest {
    record Line(String text) {}

    record Report(List<Line> lines) {}

    @Remote("reports")
    interface Reports {
        Report render(String title);
    }

    static class OwnReports implements Reports {
        @Override
        public Report render(String title) {
            return new Report(List.of(new Line(title)));
        }
    }

    abstract static class Common<R> extends Weave<R> {
        @Do
        public String title() {
            return "t";
        }
    }

    static class PageWeave extends Common<String> {
        @Do
        public String page(String title) {
            return title;
        }
    }

    @Test
    void tasksOfWeaveClassesAndContractsOfBeansAreFound() throws Exception {
        var context = new GenericApplicationContext();
        context.registerBean(PageWeave.class);
        context.registerBean(OwnReports.class);
        var generation = new TestGenerationContext();
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        var hints = generation.getRuntimeHints();
        var reflection = RuntimeHintsPredicates.reflection();
        assertTrue(reflection
                .onMethod(PageWeave.class.getDeclaredMethod("page", String.class))
                .invoke()
                .test(hints));
        assertTrue(reflection
                .onMethod(Common.class.getDeclaredMethod("title"))
                .invoke()
                .test(hints));
        assertTrue(reflection
                .onMethod(Reports.class.getDeclaredMethod("render", String.class))
                .invoke()
                .test(hints));
        assertTrue(reflection.onType(Report.class).test(hints));
        assertTrue(reflection
                .onMethod(Line.class.getDeclaredMethod("text"))
                .invoke()
                .test(hints));
    }

    @Test
    void theFileOfSettingsIsPartOfTheImage() {
        var hints = new RuntimeHints();
        new WoveHints().registerHints(hints, getClass().getClassLoader());
        assertTrue(
                RuntimeHintsPredicates.resource().forResource("wove.properties").test(hints));
    }
}
