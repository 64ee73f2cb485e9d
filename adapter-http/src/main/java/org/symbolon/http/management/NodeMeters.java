package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.symbolon.core.Measures;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.connection.Capacity;
import org.symbolon.http.server.Workers;

/**
 * Measures everything but requests. Whatever is measured here counts by itself, and is asked when a monitor asks, so it
 * costs nothing meanwhile.
 */
public final class NodeMeters implements AutoCloseable {
    private final MeterRegistry meters;
    private final JvmGcMetrics collector = new JvmGcMetrics();

    public NodeMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    private void gauge(String name, String description, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags).register(meters);
    }

    /** The name of the unit becomes the end of the metric's name. */
    private void gaugeOf(String unit, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).baseUnit(unit).register(meters);
    }

    /** The registry does not keep the source alive: whoever owns the registry has to. */
    private <S> void counter(String name, String description, Tags tags, S source, ToDoubleFunction<S> value) {
        FunctionCounter.builder(name, source, value)
                .description(description)
                .tags(tags)
                .register(meters);
    }

    private void calls(String name, String description, Tags tags, CallTimes calls) {
        FunctionTimer.builder(name, calls, CallTimes::count, CallTimes::nanos, TimeUnit.NANOSECONDS)
                .description(description)
                .tags(tags)
                .register(meters);
    }

    /** The process, and the release that it runs. */
    public void process() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        collector.bindTo(meters);
        String version = Optional.ofNullable(NodeMeters.class.getPackage().getImplementationVersion())
                .orElse("unknown");
        Tags build = Tags.of("version", version, "java", Runtime.version().toString());
        gauge("symbolon.build.info", "1; the labels say which release runs on which Java", build, () -> 1);
    }

    /** What core and the stores do. */
    public void product(Symbolon symbolon) {
        Measures measures = symbolon.measures();
        symbolon.drms().ids().forEach(drm -> drm(measures, drm));
        store(measures);
        records(measures);
        gauge("symbolon.accounts", "Accounts in memory", Tags.empty(), measures::accounts);
        gauge(
                "symbolon.balance.tokens",
                "The sum of all balances, without what nodes have leased; not a number where it is not known",
                Tags.empty(),
                () -> measures.balance().orElse(Double.NaN));
        gaugeOf(
                "seconds",
                "symbolon.keyring.primary.age",
                "For how long the key ring's primary key has been sealing tokens",
                () -> measures.primaryKeyAge().map(Duration::toSeconds).orElse(0L));
        gauge("symbolon.keyring.keys", "Keys of the key ring", Tags.empty(), measures::ringKeys);
    }

    private void drm(Measures measures, DrmId drm) {
        Tags ofDrm = Tags.of("drm", drm.value());
        counter("symbolon.tokens.issued", "Tokens that were issued", ofDrm, measures, all -> all.tokensIssued(drm));
        measures.licenses(drm)
                .forEach((outcome, calls) -> calls(
                        "symbolon.license.duration",
                        "How long plug-ins took for a licence, with the licence service that they ask",
                        ofDrm.and("outcome", outcome),
                        calls));
    }

    private void store(Measures measures) {
        measures.store().calls().forEach((purpose, calls) -> {
            Tags tags = Tags.of("purpose", purpose);
            calls("symbolon.store.call.duration", "How long calls of the store took, with waiting", tags, calls);
            counter("symbolon.store.failures", "Calls of the store that failed", tags, calls, CallTimes::failures);
        });
        measures.store()
                .waiting()
                .forEach((purpose, waiting) -> gauge(
                        "symbolon.store.waiting",
                        "Calls that wait for a connection to the store, or for its writer",
                        Tags.of("purpose", purpose),
                        waiting::getAsLong));
        measures.store()
                .refusing()
                .ifPresent(refusing -> gauge(
                        "symbolon.store.refusing",
                        "1 while calls of the store are refused at once, because it did not answer",
                        Tags.empty(),
                        () -> refusing.getAsBoolean() ? 1 : 0));
        measures.store()
                .leasedTokens()
                .ifPresent(leased -> gauge(
                        "symbolon.leased.tokens",
                        "Tokens that this node has leased from balances and not issued",
                        Tags.empty(),
                        leased::getAsLong));
    }

    private void records(Measures measures) {
        counter(
                "symbolon.records.written",
                "Records that are in the store",
                Tags.empty(),
                measures,
                all -> all.recordsWritten());
        measures.recordsDropped()
                .keySet()
                .forEach(reason -> counter(
                        "symbolon.records.dropped",
                        "Records that are not in the store and never will be",
                        Tags.of("reason", reason),
                        measures,
                        all -> Objects.requireNonNull(all.recordsDropped().get(reason))));
        gauge("symbolon.records.waiting", "Records that wait to be written", Tags.empty(), measures::recordsWaiting);
    }

    /** What connections take. */
    public void connections(Capacity capacity) {
        gauge("symbolon.connections", "Open connections", Tags.empty(), capacity::connections);
        gauge("symbolon.connections.max", "The most connections", Tags.empty(), capacity.limits()::connections);
        gaugeOf(BaseUnits.BYTES, "symbolon.memory.held", "Bytes that requests and answers hold", capacity::bytes);
        gaugeOf(BaseUnits.BYTES, "symbolon.memory.max", "The most bytes that they may hold", capacity.limits()::bytes);
    }

    /** What workers do. */
    public void workers(Workers.Pool pool, Workers workers) {
        Tags tags = Tags.of("pool", pool.name());
        gauge("symbolon.workers.running", "Calls that are at work", tags, workers::running);
        gauge("symbolon.workers.max", "The most calls that may be at work", tags, pool::threads);
        gauge("symbolon.workers.waiting", "Calls that wait for a worker", tags, workers::waiting);
        gauge("symbolon.workers.waiting.max", "The most calls that may wait", tags, pool::queue);
        String refused = "Calls that were refused, because there was no place for them or their deadline had passed";
        counter("symbolon.workers.refused", refused, tags.and("reason", "full"), workers, Workers::refusedAsFull);
        counter("symbolon.workers.refused", refused, tags.and("reason", "late"), workers, Workers::refusedAsLate);
    }

    /**
     * What the log did not say.
     *
     * @param log which one
     * @param dropped lives as long as the registry
     */
    public void droppedLines(String log, LongSupplier dropped) {
        counter(
                "symbolon.log.dropped",
                "Lines that were dropped, because the reader of the log was slow",
                Tags.of("log", log),
                dropped,
                LongSupplier::getAsLong);
    }

    /** What is checked. */
    public void checks(ImmutableList<HealthCheck> checks) {
        checks.forEach(check -> gauge(
                "symbolon.check.ok",
                "1 while a check of /readyz finds nothing wrong, otherwise 0",
                Tags.of("check", check.name()),
                () -> check.problem().get().isEmpty() ? 1 : 0));
    }

    @Override
    public void close() {
        collector.close();
    }
}
