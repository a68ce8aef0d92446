package dev.wove.benchmarks.shape;

import java.util.stream.IntStream;

/** Graphs with the structure of well-known scientific workflows, in any size. */
final class Workflows {
    private Workflows() {}

    /**
     * Montage, which joins images of the sky: overlapping neighbours are compared, one model of the background is fitted to
     * all differences, each image is corrected with it, and all are added up. Three colours, then one picture.
     */
    static LazyDag montage(int tasks) {
        var graph = new Inputs();
        var side = Math.max(2, (int) Math.sqrt(tasks / 15.0));
        var colours = IntStream.range(0, 3).map(colour -> colourOfMontage(graph, side));
        graph.add(colours.toArray());
        return graph.dag();
    }

    private static int colourOfMontage(Inputs graph, int side) {
        var projected = graph.row(side * side);
        var differences = IntStream.builder();
        for (var row = 0; row < side; row++) {
            for (var column = 0; column < side; column++) {
                var image = projected[row * side + column];
                if (column + 1 < side) {
                    differences.add(graph.add(image, projected[row * side + column + 1]));
                }
                if (row + 1 < side) {
                    differences.add(graph.add(image, projected[(row + 1) * side + column]));
                }
                if (row + 1 < side && column + 1 < side) {
                    differences.add(graph.add(image, projected[(row + 1) * side + column + 1]));
                }
            }
        }
        var model = graph.add(graph.add(differences.build().toArray()));
        var corrected =
                IntStream.of(projected).map(image -> graph.add(image, model)).toArray();
        var table = graph.add(corrected);
        return graph.add(graph.add(
                IntStream.concat(IntStream.of(table), IntStream.of(corrected)).toArray()));
    }

    /** Epigenomics, which maps DNA: each lane is split, every part goes through four programs, and all is merged again. */
    static LazyDag epigenomics(int tasks) {
        var graph = new Inputs();
        var lanes = 10;
        var parts = Math.max(1, tasks / (4 * lanes));
        var merged = IntStream.range(0, lanes).map(lane -> {
            var split = graph.add();
            var filtered =
                    IntStream.range(0, parts).map(part -> graph.add(split)).toArray();
            return graph.add(graph.after(graph.after(graph.after(filtered))));
        });
        graph.after(graph.after(graph.add(merged.toArray())));
        return graph.dag();
    }

    /** 1000 Genomes: per chromosome ten readers are merged, and seven populations are analysed in two ways. */
    static LazyDag genomes(int tasks) {
        var graph = new Inputs();
        for (var chromosome = 0; chromosome < Math.max(1, tasks / 26); chromosome++) {
            var individuals = graph.add(graph.row(10));
            var sifted = graph.add();
            for (var analysis = 0; analysis < 2 * 7; analysis++) {
                graph.add(individuals, sifted);
            }
        }
        return graph.dag();
    }
}
