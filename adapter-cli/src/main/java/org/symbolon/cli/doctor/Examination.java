package org.symbolon.cli.doctor;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Installation;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonLoader;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.Finding.Level;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.value.DrmId;

/**
 * The checks, from the outside inwards. Each check is done even if one before it has found something, as long as there
 * is anything to check.
 */
final class Examination {
    private final GlobalOptions global;
    private final String host;
    private final String port;
    private final List<Finding> findings = new ArrayList<>();

    Examination(GlobalOptions global, String host, String port) {
        this.global = global;
        this.host = host;
        this.port = port;
    }

    /** What was found. */
    ImmutableList<Finding> run(boolean asksServices) {
        attempt("settings", "correct the settings file or its path", () -> Installation.of(global, host, port))
                .ifPresent(installation -> attempt("files", "do what the message says", installation::loader)
                        .ifPresent(loader -> examine(installation, loader, asksServices)));
        return ImmutableList.copyOf(findings);
    }

    private void examine(Installation installation, SymbolonLoader loader, boolean asksServices) {
        ImmutableSet<DrmId> drms = attempt(
                        "plug-ins",
                        "remove the plug-in, or install one that fits",
                        () -> loader.drms().ids())
                .orElse(ImmutableSet.of());
        if (drms.isEmpty()) {
            return;
        }
        findings.add(Finding.ok("plug-ins", drms.toString()));
        ImmutableList<Finding> ofSettings = attempt("settings", "correct store.url", loader::settings)
                .map(declared -> settings(installation, declared))
                .orElse(ImmutableList.of());
        findings.addAll(ofSettings);
        installation
                .services()
                .forEach(service -> attempt(
                                "service", "correct the setting", () -> service.examine(installation.settings(), drms))
                        .ifPresent(findings::addAll));
        ImmutableList<Finding> ofStore = attempt(
                        "store",
                        "correct the setting",
                        () -> loader.store()
                                .examine(
                                        installation.settings(),
                                        global.surroundings().clock()))
                .orElse(ImmutableList.of());
        findings.addAll(ofStore);
        if (isWell(ofSettings) && isWell(ofStore)) {
            attempt("credentials", "see that the store answers", () -> credentials(loader, installation, asksServices))
                    .ifPresent(findings::addAll);
        }
    }

    private static boolean isWell(ImmutableList<Finding> part) {
        return !part.isEmpty() && part.stream().noneMatch(finding -> finding.level() == Level.PROBLEM);
    }

    private static ImmutableList<Finding> settings(Installation installation, ImmutableList<SettingKey<?>> declared) {
        ImmutableList<Finding> problems = installation.problems(declared).stream()
                .map(problem -> Finding.problem(
                        "settings",
                        String.valueOf(problem.getMessage()),
                        "see docs/configuration.md; symbolon config show --all lists every setting"))
                .collect(ImmutableList.toImmutableList());
        long given = declared.stream()
                .filter(key -> !installation.settings().given(key).origin().isDefault())
                .count();
        return problems.isEmpty()
                ? ImmutableList.of(Finding.ok("settings", given + " of " + declared.size() + " settings are given"))
                : problems;
    }

    /** A store that is missing or to be updated is not opened. */
    private static ImmutableList<Finding> credentials(
            SymbolonLoader loader, Installation installation, boolean asksServices) {
        StoreStatus store = loader.store().status(installation.settings());
        if (store.schema() != store.knownSchema()) {
            return ImmutableList.of();
        }
        try (Symbolon symbolon = loader.open(StoreAccess.COMMAND)) {
            return symbolon.examine(asksServices);
        }
    }

    /** Does a part, and notes why it cannot be done. The messages of these exceptions hold no secret. */
    private <T> Optional<T> attempt(String subject, String remedy, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (SettingsException | PluginException | StoreUnavailableException | UncheckedIOException e) {
            findings.add(Finding.problem(subject, String.valueOf(e.getMessage()), remedy));
            return Optional.empty();
        }
    }
}
