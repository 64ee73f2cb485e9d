package org.symbolon.http.tls;

import com.google.common.collect.ImmutableList;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Instant;
import java.time.InstantSource;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/** Examines the files of TLS as a start of the service reads them. */
public final class TlsExamination {
    private static final String SUBJECT = "TLS";

    private TlsExamination() {}

    /** Whether the files can be used, and for how long; nothing if the settings name none. */
    public static ImmutableList<Finding> run(Settings settings) {
        return TlsSettings.files(settings)
                .map(files -> ImmutableList.of(examine(files, settings)))
                .orElse(ImmutableList.of());
    }

    private static Finding examine(TlsFiles files, Settings settings) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
        try {
            TlsReload read = new TlsReload(files, vertx, InstantSource.system(), new SimpleMeterRegistry());
            Instant end = read.identity().end();
            return read.problem(settings.get(TlsSettings.EXPIRY_WARNING))
                    .map(problem -> wrong(problem, end.isAfter(Instant.now())))
                    .orElseGet(() -> Finding.ok(SUBJECT, "the certificate is valid until " + end));
        } catch (SettingsException e) {
            return Finding.problem(
                    SUBJECT,
                    String.valueOf(e.getMessage()),
                    "mend the files, because the service does not start with them");
        } finally {
            vertx.close().await();
        }
    }

    private static Finding wrong(String problem, boolean isUsable) {
        String remedy =
                "put a new certificate and its key in the place of the files; a running service reads them again";
        return isUsable ? Finding.warning(SUBJECT, problem, remedy) : Finding.problem(SUBJECT, problem, remedy);
    }
}
