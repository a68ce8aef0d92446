package dev.wove.examples.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A fabric of a sample book.
 *
 * @param ends threads of the warp in a centimetre
 * @param picks threads of the weft in a centimetre
 * @param tex grams that a kilometre of its yarn weighs
 */
public record Fabric(String kind, int ends, int picks, int tex) {
    private static final double CRIMP = 1.08;
    private static final double FULL_COVER = 28;

    /** The fabrics of the book that comes with the example. */
    public static List<Fabric> readBook() throws IOException {
        try (var in = Fabric.class.getResourceAsStream("fabrics.csv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Fabric::parse).toList();
        }
    }

    private static Fabric parse(String line) {
        var cells = line.split(",");
        return new Fabric(cells[0], Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), Integer.parseInt(cells[3]));
    }

    /** Grams a square metre. */
    public double weight() {
        return (ends + picks) * tex / 10.0 * CRIMP;
    }

    /** How much of the area the threads cover, after Peirce. */
    public double cover() {
        double warp = ends * Math.sqrt(tex) / 10;
        double weft = picks * Math.sqrt(tex) / 10;
        return warp + weft - warp * weft / FULL_COVER;
    }
}
