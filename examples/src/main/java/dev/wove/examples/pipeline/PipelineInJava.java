package dev.wove.examples.pipeline;

import static dev.wove.java.Given.given;
import static dev.wove.java.Tasks.taskOf;

import dev.wove.Do;
import dev.wove.Input;
import dev.wove.Weave;
import dev.wove.WeaveResult;
import dev.wove.java.Items;
import dev.wove.java.Wove;
import java.io.IOException;
import java.util.List;

/** The pipeline in Java. PipelineInKotlin.kt is its twin. */
public final class PipelineInJava {
    private PipelineInJava() {}

    static class Pipeline extends Weave<Report> {
        @Do(retries = 2, timeout = "5s")
        List<Fabric> fabrics(@Input int most) throws IOException {
            return Fabric.readBook().stream().limit(most).toList();
        }

        @Do(each = "fabrics", workers = 4, perMinute = 6_000)
        double weights(Fabric fabric) {
            return fabric.weight();
        }

        @Do(each = "fabrics", workers = 4, perMinute = 6_000)
        double covers(Fabric fabric) {
            return fabric.cover();
        }

        @Do
        List<Sample> samples(List<Fabric> fabrics, List<Double> weights, List<Double> covers) {
            return Sample.merge(fabrics, weights, covers);
        }

        @Do
        Report report(List<Sample> samples) {
            List<Report> parts = Wove.merge("judged", Items.batch(samples, 4), some -> Report.of(some, samples));
            return Report.sum(parts);
        }
    }

    public static WeaveResult<Report> report(int most) {
        // tag::pipeline-run-java[]
        return Wove.weaveResult(new Pipeline(), given("most", most));
        // end::pipeline-run-java[]
    }

    /** The same without one of the features, to see what it is good for. */
    public static WeaveResult<Report> reportWithoutCovers(int most) {
        // tag::pipeline-override-java[]
        return Wove.weaveResult(new Pipeline(), given("most", most), w -> {
            var fabrics = w.<List<Fabric>>ref("fabrics");
            w.override(taskOf(Pipeline::covers)).each(fabrics, fabric -> 0.0);
        });
        // end::pipeline-override-java[]
    }
}
