package org.symbolon.site;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.http.HttpService;

/** The pages that are made from the code, and where it explains what it names. */
final class Reference {
    private static final String HTTP_INTERFACE = "docs/http-api.md";
    private static final String COMMANDS = "docs/commands.md";
    private static final String DECISIONS = "docs/why.md";
    private static final String SETTINGS = "docs/configuration.md";

    private final DrmCatalogue drms = DrmCatalogue.of(services(DrmPlugin.class), Set.of());
    private final CommandPages commands = new CommandPages(org.symbolon.cli.Main.commands());

    private static <S> List<S> services(Class<S> type) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The written pages with those that are made, and with the lists that some of them end with. */
    ImmutableMap<String, Page> complete(ImmutableMap<String, Page> written) {
        ErrorPages errors = new ErrorPages(drms, Site.get(written, HTTP_INTERFACE));
        ImmutableMap.Builder<String, Page> pages =
                ImmutableMap.<String, Page>builder().putAll(written);
        Stream.concat(
                        drms.errorCodes().stream().map(errors::page),
                        commands.commands().stream().map(commands::page))
                .forEach(page -> pages.put(page.source(), page));
        append(pages, Site.get(written, COMMANDS), commands.list());
        append(pages, Site.get(written, DECISIONS), decisions(written));
        return pages.buildKeepingLast();
    }

    /** A list of the records of decisions, by their titles. */
    private static String decisions(ImmutableMap<String, Page> written) {
        return written.values().stream()
                .filter(page -> page.source().startsWith("docs/adr/"))
                .map(page -> "* [%s](%s)"
                        .formatted(
                                page.text().lines().findFirst().orElseThrow().replaceFirst("^# ", ""),
                                page.source().substring(Page.DOCUMENTS.length())))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static void append(ImmutableMap.Builder<String, Page> pages, Page page, String more) {
        pages.put(page.source(), new Page(page.source(), page.text() + more));
    }

    /** Error codes, settings and commands, each with the place that explains it. */
    ImmutableMap<String, String> names() {
        ImmutableMap.Builder<String, String> names = ImmutableMap.builder();
        drms.errorCodes().forEach(code -> names.put(Integer.toString(code.number()), ErrorPages.source(code)));
        commands.commands()
                .forEach(command -> names.put(command.getCommandSpec().qualifiedName(), CommandPages.source(command)));
        Stream<SettingKey<?>> ofStores = services(StoreProvider.class).stream().flatMap(p -> p.settings().stream());
        Stream<SettingKey<?>> ofPlugins = drms.all().stream().flatMap(drm -> drm.settings().stream());
        Stream.of(CoreSettings.all().stream(), HttpService.settings().stream(), ofStores, ofPlugins)
                .flatMap(keys -> keys)
                .forEach(key -> names.put(key.name(), SETTINGS + "#" + key.name()));
        return names.buildKeepingLast();
    }
}
