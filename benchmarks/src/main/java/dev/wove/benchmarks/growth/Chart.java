package dev.wove.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart as SVG, with a logarithmic x-axis and a y-axis from 0. Of each series, what was measured is drawn as dots and
 * what is expected as a line. Text stays text, and its colour follows the reader's choice of light or dark.
 */
final class Chart {
    /** A dot at ({@code x}, {@code measured}) and a point of the line at ({@code x}, {@code expected}). */
    record Point(double x, double measured, double expected) {}

    private record Series(String name, List<Point> points) {}

    private static final int WIDTH = 720;
    private static final int HEIGHT = 340;
    private static final int LEFT = 56;
    private static final int RIGHT = 590;
    private static final int TOP = 40;
    private static final int BOTTOM = 290;
    private static final int LEGEND_LINE = 20;
    private static final int MOST_STEPS = 6;

    /** Told apart with any colour vision, and against white as well as black. */
    private static final String[] COLORS = {"#3b82f6", "#d97706", "#0f9d76", "#db4d8f", "#8b5cf6", "#7c7c7c"};

    private static final String STYLE = "text{font:12px system-ui,sans-serif;fill:#3d444d}"
            + ".title{font-weight:600;font-size:14px}"
            + ".grid{stroke:#3d444d;stroke-opacity:.18}"
            + "polyline{fill:none;stroke-width:1.5}"
            + "@media(prefers-color-scheme:dark){text{fill:#d1d7e0}.grid{stroke:#d1d7e0}}";

    private final String title;
    private final String xTitle;
    private final List<Series> all = new ArrayList<>();

    Chart(String title, String xTitle) {
        this.title = title;
        this.xTitle = xTitle;
    }

    void add(String name, List<Point> points) {
        all.add(new Series(name, points));
    }

    String svg() {
        double mostX = all.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
        double leastX = all.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::x)
                .min()
                .orElse(1);
        double mostY = all.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(point -> Math.max(point.measured(), point.expected()))
                .max()
                .orElse(1);
        double step = step(mostY);
        return new Drawing(leastX, mostX, step, Math.ceil(mostY / step) * step).draw();
    }

    /** 1, 2 or 5 times a power of ten, so that few steps reach {@code most}. */
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / MOST_STEPS)));
        for (double step : new double[] {power, 2 * power, 5 * power}) {
            if (most / step <= MOST_STEPS) {
                return step;
            }
        }
        return 10 * power;
    }

    private final class Drawing {
        private final StringBuilder svg = new StringBuilder();
        private final double leastX;
        private final double mostX;
        private final double step;
        private final double mostY;

        Drawing(double leastX, double mostX, double step, double mostY) {
            this.leastX = leastX;
            this.mostX = mostX;
            this.step = step;
            this.mostY = mostY;
        }

        String draw() {
            line(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\">",
                    WIDTH, HEIGHT);
            line("<title>%s</title>", title);
            line("<style>%s</style>", STYLE);
            text("title", LEFT, TOP - 20, "start", title);
            text("axis", (LEFT + RIGHT) / 2.0, HEIGHT - 10, "middle", xTitle);
            drawGrid();
            for (int i = 0; i < all.size(); i++) {
                draw(all.get(i), COLORS[i % COLORS.length], TOP + 8 + i * LEGEND_LINE);
            }
            line("</svg>");
            return svg.toString();
        }

        private void drawGrid() {
            for (double y = 0; y <= mostY; y += step) {
                line("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y(y), RIGHT);
                text("tick", LEFT - 8, y(y) + 4, "end", number(y));
            }
            for (double x : ticks()) {
                line("<path class=\"grid\" d=\"M%.1f %dV%d\"/>", x(x), TOP, BOTTOM);
                text("tick", x(x), BOTTOM + 18, "middle", number(x));
            }
        }

        /** Powers of ten, or of two where there is only one of those. */
        private List<Double> ticks() {
            double factor = mostX / leastX >= 100 ? 10 : 2;
            var ticks = new ArrayList<Double>();
            for (double x = leastX; x <= mostX * 1.001; x *= factor) {
                ticks.add(x);
            }
            return ticks;
        }

        private void draw(Series series, String color, int legendY) {
            var path = new StringBuilder();
            for (var point : series.points()) {
                path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.expected())));
            }
            line(
                    "<polyline stroke=\"%s\" points=\"%s\"/>",
                    color, path.toString().trim());
            for (var point : series.points()) {
                dot(x(point.x()), y(point.measured()), color);
            }
            dot(RIGHT + 20, legendY - 4, color);
            text("legend", RIGHT + 30, legendY, "start", series.name());
        }

        private void dot(double x, double y, String color) {
            line("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, color);
        }

        private void text(String kind, double x, double y, String anchor, String text) {
            line("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", kind, x, y, anchor, text);
        }

        private double x(double value) {
            return LEFT + 10 + (RIGHT - LEFT - 20) * Math.log(value / leastX) / Math.log(mostX / leastX);
        }

        private double y(double value) {
            return BOTTOM - (BOTTOM - TOP) * value / mostY;
        }

        private void line(String format, Object... args) {
            svg.append(String.format(Locale.ROOT, format, args)).append('\n');
        }
    }

    /** With thin spaces between the thousands. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value).replace(',', '\u2009');
    }
}
