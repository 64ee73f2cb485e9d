package org.symbolon.http.limit;

import com.google.common.collect.ImmutableList;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.http.connection.Capacity;
import org.symbolon.http.management.HealthCheck;

/**
 * Looks once a second whether the process is about to run out of something, and says so: in the log when it begins and
 * when it is over, as a warning of the node's health, and in a meter. Where file descriptors become few, connections
 * give way.
 */
public final class ResourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceWatch.class);
    private static final long INTERVAL_MILLIS = 1000;
    private static final long MEBIBYTE = 1 << 20;
    private static final long LEAST_FILES = 8;
    private static final long MOST_FILES = 256;
    private static final long LEAST_DISK = 64 * MEBIBYTE;

    private final Capacity capacity;
    private final Path data;
    private final ImmutableList<Resource> resources;
    private final ScheduledExecutorService thread;

    /** Something that the process may run out of, with what was last seen. */
    private static final class Resource {
        private final String name;
        private final Supplier<Optional<String>> look;
        private volatile Optional<String> problem = Optional.empty();

        Resource(String name, Supplier<Optional<String>> look) {
            this.name = name;
            this.look = look;
        }

        void look() {
            Optional<String> now = look.get();
            if (now.isPresent() && problem.isEmpty()) {
                LOG.warn("the service runs out of {}: {}", name, now.get());
            } else if (now.isEmpty() && problem.isPresent()) {
                LOG.info("the service has enough {} again", name);
            }
            problem = now;
        }
    }

    private ResourceWatch(Capacity capacity, Path data) {
        this.capacity = capacity;
        this.data = data;
        this.resources = ImmutableList.of(
                new Resource("descriptors", this::descriptors),
                new Resource("connections", this::connections),
                new Resource("memory", this::memory),
                new Resource("disk", this::disk));
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "symbolon-resources");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Looks for the first time, and goes on until it is closed.
     *
     * @param capacity is told how many connections there is room for
     * @param data the folder whose disk is looked at
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what fails is logged where it fails
    public static ResourceWatch start(Capacity capacity, Path data, MeterRegistry meters) {
        ResourceWatch watch = new ResourceWatch(capacity, data);
        watch.resources.forEach(
                each -> Gauge.builder("symbolon.resource.short", each, resource -> resource.problem.isPresent() ? 1 : 0)
                        .description("1 while the process is about to run out of it")
                        .tag("resource", each.name)
                        .register(meters));
        watch.look();
        watch.thread.scheduleWithFixedDelay(watch::look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Warnings: a node that runs out of something serves what it can. */
    public ImmutableList<HealthCheck> healthChecks() {
        return resources.stream()
                .map(each -> new HealthCheck(each.name, () -> each.problem, false))
                .collect(ImmutableList.toImmutableList());
    }

    private void look() {
        try {
            resources.forEach(Resource::look);
        } catch (RuntimeException e) {
            LOG.error("what the process has left could not be seen", e);
        }
    }

    /** Connections leave an eighth of them to all others who open files. */
    private Optional<String> descriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return Optional.empty();
        }
        long most = unix.getMaxFileDescriptorCount();
        long open = openFiles(unix, most);
        long kept = Math.max(LEAST_FILES, Math.min(MOST_FILES, most / 8));
        capacity.descriptors(most - open, kept);
        return problem(most - open < kept, open + " of " + most + " files are open (ulimit -n)");
    }

    /** To count the open files, the JVM opens the folder that lists them, and fails where it cannot. */
    private static long openFiles(UnixOperatingSystemMXBean unix, long most) {
        try {
            return unix.getOpenFileDescriptorCount();
        } catch (InternalError noFileLeft) {
            return most;
        }
    }

    private Optional<String> connections() {
        int most = capacity.limits().connections();
        return problem(
                capacity.connections() >= most,
                capacity.connections() + " are open, and http.connections.max is " + most);
    }

    private Optional<String> memory() {
        long most = capacity.limits().bytes();
        return problem(
                capacity.bytes() >= most / 10 * 9,
                "requests and answers hold " + capacity.bytes() + " bytes, and http.memory.max is " + most);
    }

    private Optional<String> disk() {
        long free = data.toFile().getUsableSpace(); // opens no file, unlike that of a FileStore
        return problem(free < LEAST_DISK, free / MEBIBYTE + " MiB are left for the data folder");
    }

    private static Optional<String> problem(boolean there, String sentence) {
        return there ? Optional.of(sentence) : Optional.empty();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
