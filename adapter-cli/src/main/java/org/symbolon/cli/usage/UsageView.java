package org.symbolon.cli.usage;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.cli.base.TextLayout;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageKey.Outcome;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** Makes the model of usage, and its text. */
record UsageView(UsageQuery query, Usage usage) {

    /** Everything: the period, the sums, and a list of the groups. */
    ImmutableMap<String, Object> model() {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.<String, Object>builder()
                .put("from", query.firstDay().toString())
                .put("to", query.lastDay().plusDays(1).toString())
                .put("account", query.account().map(AccountId::value))
                .put("environment", query.environment().map(Environment::id))
                .put("total", numbers(usage.total()));
        query.by().ifPresent(by -> model.put(by.id() + "s", groups(by)));
        return model.buildOrThrow();
    }

    /** A table of the groups; without groups the sums, a line each. */
    String text() {
        return query.by()
                .map(this::groups)
                .map(groups -> groups.isEmpty() ? "nothing was used" : TextLayout.of(groups))
                .orElseGet(() -> TextLayout.of(numbers(usage.total())));
    }

    private ImmutableList<ImmutableMap<String, Object>> groups(Grouping by) {
        return by == Grouping.OUTCOME
                ? outcomes(usage.total())
                : usage.lines().stream().map(line -> group(by, line)).collect(toImmutableList());
    }

    private static ImmutableMap<String, Object> group(Grouping by, Usage.Line line) {
        return ImmutableMap.<String, Object>builder()
                .put(
                        by.id(),
                        line.day().map(Object::toString).or(() -> line.drm().map(DrmId::value)))
                .putAll(numbers(line))
                .buildOrThrow();
    }

    private static ImmutableMap<String, Object> numbers(Usage.Line line) {
        return ImmutableMap.of(
                "issued",
                line.issued(),
                "redeemed",
                line.redeemed(),
                "refused",
                line.refused(),
                "cookies",
                line.cookies().isPresent() ? Optional.of(line.cookies().getAsLong()) : Optional.empty(),
                "codes",
                line.refusals());
    }

    private static ImmutableList<ImmutableMap<String, Object>> outcomes(Usage.Line total) {
        return Stream.concat(
                        Stream.of(
                                outcome(Outcome.ISSUED, Optional.empty(), total.issued()),
                                outcome(Outcome.REDEEMED, Optional.empty(), total.redeemed())),
                        total.refusals().entrySet().stream()
                                .map(code -> outcome(Outcome.REFUSED, Optional.of(code.getKey()), code.getValue())))
                .collect(toImmutableList());
    }

    private static ImmutableMap<String, Object> outcome(Outcome outcome, Optional<Integer> code, long count) {
        return ImmutableMap.of("outcome", outcome.id(), "code", code, "count", count);
    }
}
