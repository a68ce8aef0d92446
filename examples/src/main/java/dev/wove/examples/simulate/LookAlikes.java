package dev.wove.examples.simulate;

import dev.wove.examples.replay.Trace;
import dev.wove.examples.replay.Trace.TracedTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made-up workflows with the shapes of recorded ones. Tasks of a kind take about as long as each other, and kinds differ
 * by orders of magnitude. The same seed gives the same workflow on every JDK.
 */
final class LookAlikes {
    private static final double SPREAD_OF_KINDS = 1.5;
    private static final double SPREAD_WITHIN_KIND = 0.3;

    private final Random random;
    private final List<TracedTask> tasks = new ArrayList<>();
    private final Map<String, Double> kinds = new HashMap<>();

    private LookAlikes(long seed) {
        random = new Random(seed);
    }

    /** One workflow of each shape. */
    static List<Trace> of(long seed) {
        return List.of(
                make("search", seed, LookAlikes::search),
                make("mosaic", seed, LookAlikes::mosaic),
                make("lanes", seed, LookAlikes::lanes),
                make("populations", seed, LookAlikes::populations),
                make("joint-calling", seed, LookAlikes::jointCalling),
                make("pipeline", seed, LookAlikes::pipeline));
    }

    private interface Shape {
        void declare(LookAlikes workflow);
    }

    private static Trace make(String name, long seed, Shape shape) {
        var workflow = new LookAlikes(seed * 31 + name.hashCode());
        shape.declare(workflow);
        return new Trace(name + "-" + seed, List.copyOf(workflow.tasks));
    }

    private String task(String kind, List<String> parents) {
        double logOfKind = kinds.computeIfAbsent(kind, k -> random.nextGaussian() * SPREAD_OF_KINDS);
        double seconds = 10 * StrictMath.exp(logOfKind + random.nextGaussian() * SPREAD_WITHIN_KIND);
        var id = kind + "-" + tasks.size();
        tasks.add(new TracedTask(id, parents, Math.round(seconds * Trace.MICROS_PER_SECOND)));
        return id;
    }

    private String task(String kind, String... parents) {
        return task(kind, List.of(parents));
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** Split, search each part, merge: like BLAST, BWA and the cross-correlations of seismology. */
    private void search() {
        var split = task("split");
        var hits = new ArrayList<String>();
        for (int i = between(40, 150); i > 0; i--) {
            hits.add(task("search", split));
        }
        task("report", task("merge", hits));
    }

    /** Images, the differences of neighbours, one model, each image corrected, one mosaic: like Montage. */
    private void mosaic() {
        int images = between(15, 50);
        var projected = new ArrayList<String>();
        for (int i = 0; i < images; i++) {
            projected.add(task("project"));
        }
        var differences = new ArrayList<String>();
        for (int i = 0; i < images; i++) {
            for (int j = i + 1; j < images && j <= i + 3; j++) {
                differences.add(task("difference", projected.get(i), projected.get(j)));
            }
        }
        var model = task("model", task("concatenate", differences));
        var corrected = new ArrayList<String>();
        for (var image : projected) {
            corrected.add(task("correct", model, image));
        }
        task("picture", task("shrink", task("add", corrected)));
    }

    /** Lanes of the same steps, merged per sample and once more: like Epigenomics. */
    private void lanes() {
        var samples = new ArrayList<String>();
        for (int sample = between(2, 5); sample > 0; sample--) {
            var split = task("split");
            var mapped = new ArrayList<String>();
            for (int lane = between(5, 20); lane > 0; lane--) {
                mapped.add(task("map", task("convert", task("clean", task("filter", split)))));
            }
            samples.add(task("merge", mapped));
        }
        task("pileup", task("index", task("merge-all", samples)));
    }

    /** Parts merged per chromosome, beside a task that sifts it; then two analyses per population: like 1000Genome. */
    private void populations() {
        for (int chromosome = between(2, 6); chromosome > 0; chromosome--) {
            var parts = new ArrayList<String>();
            for (int i = between(8, 15); i > 0; i--) {
                parts.add(task("individuals"));
            }
            var merged = task("merge", parts);
            var sifted = task("sift");
            for (int population = 0; population < 7; population++) {
                task("overlap", merged, sifted);
                task("frequency", merged, sifted);
            }
        }
    }

    /** A chain per sample, then the genome cut into regions over all samples: like SoyKB. */
    private void jointCalling() {
        var samples = new ArrayList<String>();
        for (int sample = between(6, 12); sample > 0; sample--) {
            var realigned = task("realign", task("target", task("mark", task("sort", task("align")))));
            var called = new ArrayList<String>();
            for (int region = 0; region < 4; region++) {
                called.add(task("call", realigned));
            }
            samples.add(task("merge-sample", called));
        }
        var regions = new ArrayList<String>();
        for (int region = between(8, 20); region > 0; region--) {
            regions.add(task("genotype", samples));
        }
        var combined = task("combine", regions);
        task("filter-indels", task("select-indels", combined));
        task("filter-snps", task("select-snps", combined));
    }

    /** Samples through many steps, checks at the side, subworkflows here and there, one report: like nf-core's. */
    private void pipeline() {
        var reports = new ArrayList<String>();
        var reference = task("index", task("unpack"));
        for (int sample = between(6, 16); sample > 0; sample--) {
            var last = task("fetch");
            int steps = between(5, 14);
            for (int step = 0; step < steps; step++) {
                last = step == 1 ? task("step-1", last, reference) : task("step-" + step, last);
                if (random.nextInt(3) == 0) {
                    reports.add(task("check-" + step, last));
                }
                if (random.nextInt(8) == 0) {
                    reports.add(task("plot-" + step, task("table-" + step, last)));
                }
            }
            reports.add(last);
        }
        task("report", reports);
    }
}
