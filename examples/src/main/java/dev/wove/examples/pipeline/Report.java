package dev.wove.examples.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How well fabrics are told apart by the nearest mean of their features, each judged by means that leave it out.
 *
 * @param right by kind, how many were told right
 * @param all by kind, how many there are
 */
public record Report(Map<String, Long> right, Map<String, Long> all) {

    /** Judges some of the samples by all of them. */
    public static Report of(List<Sample> some, List<Sample> samples) {
        var right = new TreeMap<String, Long>();
        var all = new TreeMap<String, Long>();
        for (var sample : some) {
            all.merge(sample.kind(), 1L, Long::sum);
            right.merge(sample.kind(), nearest(sample, samples).equals(sample.kind()) ? 1L : 0L, Long::sum);
        }
        return new Report(right, all);
    }

    /** What several reports come to. */
    public static Report sum(List<Report> parts) {
        var right = new TreeMap<String, Long>();
        var all = new TreeMap<String, Long>();
        for (var part : parts) {
            part.right.forEach((kind, count) -> right.merge(kind, count, Long::sum));
            part.all.forEach((kind, count) -> all.merge(kind, count, Long::sum));
        }
        return new Report(right, all);
    }

    private static String nearest(Sample sample, List<Sample> samples) {
        var others = samples.stream().filter(other -> other != sample).collect(Collectors.groupingBy(Sample::kind));
        return others.entrySet().stream()
                .min((a, b) -> Double.compare(
                        distance(sample, a.getValue(), samples), distance(sample, b.getValue(), samples)))
                .orElseThrow()
                .getKey();
    }

    /** From the sample to the mean of a kind, in units of how much each feature varies. */
    private static double distance(Sample sample, List<Sample> kind, List<Sample> samples) {
        return IntStream.range(0, 2)
                .mapToDouble(i -> {
                    double spread = Math.sqrt(mean(samples, i, mean(samples, i, 0, 1), 2));
                    double far = sample.feature(i) - mean(kind, i, 0, 1);
                    return spread == 0 ? 0 : far * far / (spread * spread);
                })
                .sum();
    }

    private static double mean(List<Sample> samples, int feature, double from, int power) {
        return samples.stream()
                .mapToDouble(s -> Math.pow(s.feature(feature) - from, power))
                .average()
                .orElse(0);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line, such as {@code 21 of 24 fabrics told right: canvas 8 of 8, muslin 6 of 8, poplin 7 of 8}. */
    public String text() {
        var kinds = all.keySet().stream()
                .map(kind -> kind + " " + right.get(kind) + " of " + all.get(kind))
                .collect(Collectors.joining(", "));
        return sum(right) + " of " + sum(all) + " fabrics told right: " + kinds;
    }
}
