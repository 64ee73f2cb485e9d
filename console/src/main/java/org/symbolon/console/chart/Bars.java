package org.symbolon.console.chart;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Numbers with names as bars, the length of which says how large each is beside the largest one. */
public record Bars(ImmutableList<Bar> all) {
    /** How long the longest bar is. */
    public static final int LONGEST = 300;

    /**
     * One bar.
     *
     * @param note what the name means; may be empty
     * @param length of {@link #LONGEST}
     */
    public record Bar(String name, String note, long value, int length) {}

    /** A number that becomes a bar. */
    public record Named(String name, String note, long value) {}

    public static Bars of(List<Named> values) {
        long most = values.stream().mapToLong(Named::value).max().orElse(0);
        return new Bars(values.stream()
                .map(each -> new Bar(each.name, each.note, each.value, length(each.value, most)))
                .collect(ImmutableList.toImmutableList()));
    }

    /** What is not nothing can be seen. */
    private static int length(long value, long most) {
        return value <= 0 || most == 0 ? 0 : Math.max(2, Math.toIntExact(Math.round((double) LONGEST * value / most)));
    }
}
