package org.symbolon.console.room;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.symbolon.console.chart.Bars;
import org.symbolon.console.chart.LineChart;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.Operation;
import org.symbolon.core.administration.ServiceAdministration;
import org.symbolon.core.language.Wording;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.http.management.ManagementAnswer;
import org.symbolon.http.management.RequestFigures;

/** What all nodes did on each day of the month, and what this node did: tokens, refusals by code, how long answers took. */
public final class UsageRoom implements Room {
    private final Symbolon symbolon;
    private final RequestFigures figures;
    private final History history;

    UsageRoom(Symbolon symbolon, RequestFigures figures, History history) {
        this.symbolon = symbolon;
        this.figures = figures;
        this.history = history;
    }

    /**
     * What the page shows. The lines are of the last hour, the bars of the time since the start of the node.
     *
     * @param byDay the tokens that all nodes issued on each day of the month
     */
    public record Model(
            Bars byDay,
            LineChart tokens,
            LineChart licenses,
            LineChart refusals,
            Bars byDrm,
            Bars byCode,
            ImmutableList<Route> latency) {}

    /** How long the answers of a route took. */
    public record Route(String name, long count, String mean, Bars buckets) {}

    @Override
    public ManagementAnswer answer(Visit visit) {
        visit.actor().require(Operation.USAGE_READ);
        ImmutableList<Route> latency =
                figures.routes().stream().map(UsageRoom::route).collect(toImmutableList());
        return visit.page(
                "usage",
                new Model(
                        byDay(visit),
                        LineChart.of(history.growth(History.Totals::tokens)),
                        LineChart.of(history.growth(History.Totals::licenses)),
                        LineChart.of(history.growth(History.Totals::refusals)),
                        byDrm(),
                        byCode(symbolon.drms().wordings().in(visit.t().language())),
                        latency));
    }

    /** From the counters of the store, which outlive nodes and records. */
    private static Bars byDay(Visit visit) {
        ServiceAdministration service = visit.desk().service();
        UsageQuery query = service.usageQuery(Optional.empty(), Optional.empty())
                .orElseThrow()
                .by(UsageQuery.Grouping.DAY)
                .build();
        return Bars.of(service.usage(query).lines().stream()
                .map(line -> new Bars.Named(
                        line.day().orElseThrow().toString(),
                        visit.t().of("usage.day", line.redeemed(), line.refused()),
                        line.issued()))
                .toList());
    }

    private Bars byDrm() {
        return Bars.of(symbolon.drms().all().stream()
                .map(drm -> new Bars.Named(
                        drm.displayName(), "", symbolon.measures().tokensIssued(drm.id())))
                .toList());
    }

    private Bars byCode(Wording wording) {
        return Bars.of(figures.refusals().entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
                .map(refusal -> new Bars.Named(
                        refusal.getKey().toString(), message(refusal.getKey(), wording), refusal.getValue()))
                .toList());
    }

    private String message(int code, Wording wording) {
        return symbolon.drms().errorCode(code).map(wording::message).orElse("");
    }

    private static Route route(RequestFigures.Route route) {
        return new Route(
                route.name(),
                route.count(),
                String.format(Locale.ROOT, "%.1f ms", route.meanMillis()),
                Bars.of(route.buckets().entrySet().stream()
                        .map(bucket -> new Bars.Named(bucket.getKey(), "", bucket.getValue()))
                        .toList()));
    }
}
