package org.symbolon.http.diagnosis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.server.HttpSettings;

/** Whether there are file descriptors for the connections: each needs one, and store and log need some. */
final class FileLimitCheck implements HttpServiceDescription.Check {
    private static final String SUBJECT = "files";
    private static final long FEW = 4096;
    private static final String REMEDY =
            "raise it with ulimit -n or LimitNOFILE; the service may have another limit than this command";

    private final LongSupplier limit;

    FileLimitCheck() {
        this(() -> ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE);
    }

    FileLimitCheck(LongSupplier limit) {
        this.limit = limit;
    }

    @Override
    public ImmutableList<Finding> run(Settings settings, ImmutableSet<DrmId> drms) {
        long files = limit.getAsLong();
        int connections = settings.get(HttpSettings.CONNECTIONS_MAX);
        if (connections > files / 4 * 3) {
            return ImmutableList.of(Finding.problem(
                    SUBJECT,
                    "http.connections.max is " + connections + ", but a process here may open " + files + " files",
                    REMEDY));
        }
        String text = "a process here may open " + files + " files";
        return ImmutableList.of(files < FEW ? Finding.warning(SUBJECT, text, REMEDY) : Finding.ok(SUBJECT, text));
    }
}
