package org.symbolon.http;

import com.google.common.collect.ImmutableSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonLoader;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.http.demo.DemoAccount;
import org.symbolon.http.demo.Demonstration;
import org.symbolon.http.log.LogSettings;
import org.symbolon.http.management.ManagementServer;
import org.symbolon.http.openapi.OpenApi;
import org.symbolon.http.server.Hosts;
import org.symbolon.http.server.HttpSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service until the process is told to end: {@code symbolon serve}. */
@Command(
        name = "symbolon serve",
        description = "Issues and redeems licence tokens over HTTP, until SIGTERM.",
        footer = {"", "Exit codes: 0 ended when it was told to, 1 the start failed, 2 wrong command line."},
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    static {
        // Set before the first logger is made. Both programs share one class path, so neither has a logback.xml.
        System.getProperties().putIfAbsent("logback.configurationFile", "org/symbolon/http/logback.xml");
    }

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Option(names = "--host", paramLabel = "H", description = "The address to listen on (http.host; 127.0.0.1).")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "The port to listen on, 0 for a free one (http.port; 8080).")
    private @Nullable String port;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder ($SYMBOLON_DATA; ./data).")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings ($SYMBOLON_CONFIG; symbolon.properties in the data folder).")
    private @Nullable Path config;

    @Option(
            names = "--demo",
            description = "Shows redemption too, with simulated devices and services; never for real content.")
    private boolean demo;

    @Option(
            names = "--openapi",
            description = "Prints what the service can be asked, in OpenAPI 3.1, and ends. Nothing is opened.")
    private boolean openApi;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        LogSettings.applyEnvironment(System.getenv());
        // The JVM would write it to standard error itself, past the log.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LOG.error("a thread has ended", failure));
        int code = StartFailures.commandLine(new Main()).execute(arguments);
        if (code != 0) {
            EventAppender.finish();
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        try {
            Settings settings = settings();
            LogSettings.apply(settings);
            if (openApi) {
                print(OpenApi.ofAll(loader(settings).drms()));
                return 0;
            }
            serve(HttpService.withPort(settings), demo);
            return 0;
        } catch (SettingsException
                | PluginException
                | StoreUnavailableException
                | HttpService.CannotListenException
                | ManagementServer.CannotManageException e) {
            if (e instanceof PluginException && e.getCause() != null) {
                LOG.error("a plug-in failed at the start", e); // its author needs the stack trace
            } else {
                LOG.debug("the start failed", e);
            }
            StartFailures.report(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private void print(String text) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private static SymbolonLoader loader(Settings settings) {
        return SymbolonLoader.of(settings, HttpService.settings(), ImmutableSet.of());
    }

    private Settings settings() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        putIfGiven(environment, Settings.DATA_VARIABLE, data);
        putIfGiven(environment, Settings.CONFIG_VARIABLE, config);
        Settings settings = Settings.ofProcess(environment);
        settings = host == null ? settings : settings.with(CoreSettings.HTTP_HOST, host);
        return port == null ? settings : settings.with(CoreSettings.HTTP_PORT, port);
    }

    private static void putIfGiven(Map<String, String> environment, String variable, @Nullable Path option) {
        if (option != null) {
            environment.put(variable, option.toString());
        }
    }

    /** Starts the service. Its event loops go on after this has returned, until the shutdown hook ends them. */
    private static void serve(Settings settings, boolean demo) {
        if (demo) {
            Demonstration.check(settings);
        }
        Symbolon symbolon = loader(settings).open(StoreAccess.SERVICE);
        try {
            LastResort lastResort = LastResort.start(settings.get(HttpSettings.SHUTDOWN_TIMEOUT));
            HttpService service = HttpService.start(symbolon, settings, lastResort);
            try {
                introduce(new Running(symbolon, settings, service, lastResort), demo);
            } catch (RuntimeException e) {
                close(service, e);
                throw e;
            }
        } catch (RuntimeException e) {
            close(symbolon, e);
            throw e;
        }
    }

    /** A failure to close is added to the failure that made closing necessary, and does not replace it. */
    private static void close(AutoCloseable opened, RuntimeException failure) {
        try {
            opened.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /** What was started, and is to be ended. */
    private record Running(Symbolon symbolon, Settings settings, HttpService service, LastResort lastResort) {
        void end(Optional<Demonstration> shown) {
            announceEnd();
            lastResort.ending();
            LOG.info("ending: requests under way are still answered");
            try (symbolon) {
                service.close();
                shown.ifPresent(Demonstration::close);
            }
            LOG.info("ended");
            EventAppender.finish();
        }

        private void announceEnd() {
            try {
                service.announceEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // whoever interrupts the end wants it now
            }
        }
    }

    /**
     * To be called once the service listens, so that a second service on the same port changes nothing of the first
     * one's demonstration.
     */
    private static void introduce(Running running, boolean demo) {
        Symbolon symbolon = running.symbolon();
        Settings settings = running.settings();
        Optional<Demonstration> shown = demo ? Optional.of(Demonstration.start(symbolon)) : Optional.empty();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running.end(shown), "symbolon-shutdown"));
        shown.map(demonstration -> demonstration.introduction(symbolon, settings))
                .or(() -> DemoAccount.createIfWanted(symbolon, settings)
                        .map(account -> account.introduction(symbolon, settings)))
                .ifPresent(Main::tell);
        shown.flatMap(demonstration -> demonstration.show(running.service().demoPages(), settings))
                .ifPresent(Main::tell);
        Hosts.licenseUrlProblems(settings, symbolon.drms().ids()).forEach(LOG::warn);
        LOG.info("listening on {}, data in {}", CoreSettings.serviceUrl(settings), settings.dataFolder());
    }

    /** What is for the person at the terminal, who may copy parts of it; an event where events are JSON. */
    private static void tell(String text) {
        if (LogSettings.isJson()) {
            LOG.info(text);
        } else {
            System.err.println(text);
        }
    }
}
