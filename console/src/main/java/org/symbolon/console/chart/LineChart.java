package org.symbolon.console.chart;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import java.util.Locale;

/**
 * Values at even distances as a line, in a picture of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param points the places of the line, as SVG writes them
 * @param most the largest value, at the top of the picture
 * @param total the sum of the values
 */
public record LineChart(String points, long most, long total, ImmutableList<Long> values) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 120;

    public static LineChart of(ImmutableList<Long> values) {
        long most = values.isEmpty() ? 0 : Math.max(0, Collections.max(values));
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = values.size() == 1 ? 0 : (double) WIDTH * i / (values.size() - 1);
            double y = most == 0 ? HEIGHT : HEIGHT - (double) HEIGHT * values.get(i) / most;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        long total = values.stream().mapToLong(Long::longValue).sum();
        return new LineChart(points.toString().strip(), most, total, values);
    }

    /** The same line with the corners below it, so that what lies under it can be filled. */
    public String area() {
        return values.isEmpty() ? "" : "0," + HEIGHT + " " + points + " " + WIDTH + "," + HEIGHT;
    }
}
