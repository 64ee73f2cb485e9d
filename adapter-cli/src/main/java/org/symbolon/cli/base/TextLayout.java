package org.symbolon.cli.base;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints a model as text. A map becomes a block with a line for each field; a list of maps becomes a table with a
 * column for each field of its first row.
 */
public final class TextLayout {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    private TextLayout() {}

    /** The text of a model, without a line end. */
    public static String of(Object model) {
        return String.join("\n", lines(model));
    }

    private static List<String> lines(Object model) {
        if (model instanceof Map<?, ?> fields) {
            return block(fields);
        }
        return model instanceof Collection<?> rows && !rows.isEmpty() ? table(rows) : List.of(cell(model));
    }

    private static List<String> block(Map<?, ?> fields) {
        int width = fields.keySet().stream()
                .mapToInt(name -> cell(name).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (hasStructure(value)) {
                lines.add(cell(name));
                lines(value).forEach(line -> lines.add(INDENT + line));
            } else {
                lines.add(Strings.padEnd(cell(name), width, ' ') + GAP + cell(value));
            }
        });
        return lines;
    }

    private static boolean hasStructure(Object value) {
        return (value instanceof Map<?, ?> fields && !fields.isEmpty())
                || (value instanceof Collection<?> rows
                        && rows.stream()
                                .findFirst()
                                .filter(Map.class::isInstance)
                                .isPresent());
    }

    private static List<String> table(Collection<?> rows) {
        List<Map<?, ?>> maps = rows.stream().<Map<?, ?>>map(Map.class::cast).collect(Collectors.toList());
        List<List<String>> cells = Stream.concat(
                        Stream.<Collection<?>>of(maps.get(0).keySet()),
                        maps.stream().<Collection<?>>map(Map::values))
                .map(row -> row.stream().map(TextLayout::cell).toList())
                .toList();
        return cells.stream().map(row -> line(row, cells)).toList();
    }

    private static String line(List<String> row, List<List<String>> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int index = column;
            int width =
                    cells.stream().mapToInt(r -> r.get(index).length()).max().orElse(0);
            line.append(column == 0 ? "" : GAP).append(Strings.padEnd(row.get(column), width, ' '));
        }
        return line.toString().stripTrailing();
    }

    /** The text of a value in one line; {@code -} if it is empty. Control characters are replaced. */
    public static String cell(Object value) {
        String text = text(value);
        return text.isEmpty() ? NOTHING : CharMatcher.javaIsoControl().replaceFrom(text, '?');
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(TextLayout::text).orElse("");
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof Map<?, ?> fields) {
            return joined(fields.entrySet().stream()
                    .map(field -> text(field.getKey()) + " " + text(field.getValue()))
                    .collect(ImmutableList.toImmutableList()));
        }
        if (value instanceof Collection<?> values) {
            return joined(values.stream().map(TextLayout::text).collect(ImmutableList.toImmutableList()));
        }
        return value instanceof Output.Shown shown ? shown.text() : value.toString();
    }

    private static String joined(List<String> texts) {
        return String.join(", ", texts);
    }
}
