package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import io.github.bucket4j.TimeMeter;
import java.util.ServiceLoader;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.Settings;

/**
 * Pages or an interface for administrators on the management listener, beside what monitors ask. A {@link
 * java.util.ServiceLoader} finds the {@link Provider}s. It is never reached on another listener.
 */
public interface ManagementSite extends AutoCloseable {

    /**
     * Where it is, such as {@code /admin/v1}: it answers this path and all below it, and no other. No site is below
     * another one.
     */
    String root();

    /**
     * Makes the answer. It is called on one of a few workers and may block, but not for long, because all sites share
     * them. What it throws becomes a 500 with a line in the log.
     */
    ManagementAnswer answer(ManagementRequest request);

    /**
     * The answer to a request that the site does not see, because it is too long, or too many come at the same time.
     *
     * @param message one sentence, without the full stop
     */
    default ManagementAnswer refusal(int status, String message) {
        return ManagementAnswer.of(status, "text/plain; charset=utf-8", message + "\n");
    }

    /** Called when the listener has stopped. */
    @Override
    default void close() {}

    /** Makes a site. It has a public constructor without parameters. */
    interface Provider {
        ManagementSite open(Context context);
    }

    /**
     * What a site may use.
     *
     * @param symbolon the product
     * @param settings the settings in force
     * @param attempts slows down whoever guesses tokens or logins; all sites share it
     * @param figures what the service has answered since its start
     */
    record Context(Symbolon symbolon, Settings settings, FailedAttempts attempts, RequestFigures figures) {}

    /** The sites that are found; none where {@link ManagementSettings#ADMINISTRATION} does not want any. */
    static ImmutableList<ManagementSite> open(Symbolon symbolon, Settings settings, RequestFigures figures) {
        if (!ManagementSettings.admitsAdministrators(settings)) {
            return ImmutableList.of();
        }
        Context context = new Context(symbolon, settings, new FailedAttempts(TimeMeter.SYSTEM_NANOTIME), figures);
        return ServiceLoader.load(Provider.class).stream()
                .map(provider -> provider.get().open(context))
                .collect(ImmutableList.toImmutableList());
    }
}
