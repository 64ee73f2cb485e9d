package org.symbolon.core.catalogue;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.internal.plugin.PluginCall;
import org.symbolon.core.internal.plugin.PluginOrigin;
import org.symbolon.core.language.Translations;
import org.symbolon.core.language.Wordings;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.DrmId;

/**
 * The DRMs whose plug-ins were found, and all error codes. The check is strict, so that no DRM is ever missing without
 * a message: the start stops if two plug-ins have the same id, a required one is missing, an error number is used
 * twice, or a plug-in was compiled against another version of the plug-in interface.
 */
public final class DrmCatalogue {
    private final ImmutableMap<DrmId, DrmDescription> drms;
    private final ImmutableList<ErrorCode> errorCodes;
    private final Wordings wordings;

    private DrmCatalogue(ImmutableMap<DrmId, DrmDescription> drms) {
        this.drms = drms;
        this.errorCodes = Stream.concat(
                        Stream.of(SharedError.values()),
                        drms.values().stream().flatMap(drm -> drm.errorCodes().stream()))
                .sorted((one, other) -> Integer.compare(other.number(), one.number()))
                .collect(ImmutableList.toImmutableList());
        this.wordings = Wordings.of(
                Stream.concat(
                                Stream.of(Translations.beside(SharedError.class)),
                                drms.values().stream().map(DrmDescription::translations))
                        .collect(ImmutableList.toImmutableList()),
                errorCodes);
    }

    /**
     * Checks plug-ins and collects what they say.
     *
     * @param required the ids without which the process must not start
     * @throws PluginException if the plug-ins cannot work together; the message lists those that were found
     */
    public static DrmCatalogue of(List<DrmPlugin> plugins, Set<DrmId> required) {
        checkVersions(plugins);
        ImmutableList<DrmDescription> drms =
                plugins.stream().map(DrmDescription::new).collect(ImmutableList.toImmutableList());
        checkIds(drms, required);
        checkNames(drms);
        checkNumbers(drms);
        checkSettings(drms);
        drms.forEach(drm -> drm.accountSettingsProblem().ifPresent(problem -> {
            throw refusal(problem, drms);
        }));
        return new DrmCatalogue(Maps.uniqueIndex(drms, DrmDescription::id));
    }

    /**
     * A plug-in of another interface version is asked for nothing but that version, because its other methods may not
     * fit this release.
     */
    private static void checkVersions(List<DrmPlugin> plugins) {
        for (DrmPlugin plugin : plugins) {
            if (version(plugin) != DrmPlugin.INTERFACE_VERSION) {
                throw new PluginException(plugin.getClass().getName() + " was compiled against version "
                        + version(plugin) + " of the plug-in interface; this release has version "
                        + DrmPlugin.INTERFACE_VERSION + "; plug-ins found: "
                        + plugins.stream().map(DrmCatalogue::nameOnly).collect(Collectors.joining(", ")));
            }
        }
    }

    private static int version(DrmPlugin plugin) {
        return PluginCall.atStart(plugin.getClass().getName(), "interfaceVersion", plugin::interfaceVersion);
    }

    private static String nameOnly(DrmPlugin plugin) {
        return plugin.getClass().getName() + " (interface " + version(plugin)
                + place(PluginOrigin.of(plugin.getClass()).jar()) + ")";
    }

    private static void checkIds(ImmutableList<DrmDescription> drms, Set<DrmId> required) {
        Set<DrmId> ids = new HashSet<>();
        for (DrmDescription drm : drms) {
            if (!ids.add(drm.id())) {
                throw refusal("two plug-ins have the id " + drm.id(), drms);
            }
        }
        Set<DrmId> missing = Sets.difference(required, ids);
        if (!missing.isEmpty()) {
            throw refusal("there is no plug-in for " + missing, drms);
        }
    }

    private static void checkSettings(ImmutableList<DrmDescription> drms) {
        for (DrmDescription drm : drms) {
            drm.settings().stream()
                    .filter(key -> !key.name().startsWith("drm." + drm.id() + "."))
                    .findFirst()
                    .ifPresent(key -> {
                        throw refusal(
                                "the plug-in " + drm.id() + " has a setting " + key.name()
                                        + ", whose name does not begin with drm." + drm.id() + ".",
                                drms);
                    });
        }
    }

    private static void checkNumbers(ImmutableList<DrmDescription> drms) {
        Map<Integer, ErrorCode> codes = new HashMap<>();
        Stream<ErrorCode> all =
                Stream.concat(Stream.of(SharedError.values()), drms.stream().flatMap(drm -> drm.errorCodes().stream()));
        all.forEach(code -> {
            ErrorCode earlier = codes.putIfAbsent(code.number(), code);
            if (earlier != null) {
                throw refusal(
                        code.getClass().getName() + "." + code + " and "
                                + earlier.getClass().getName() + "." + earlier + " have the same number "
                                + code.number(),
                        drms);
            }
        });
    }

    private static void checkNames(ImmutableList<DrmDescription> drms) {
        for (DrmDescription drm : drms) {
            Set<String> names = new HashSet<>();
            drm.parameters().stream()
                    .map(Parameter::name)
                    .filter(name -> !names.add(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw refusal(drm.implementation() + " describes the parameter " + name + " twice", drms);
                    });
        }
    }

    private static PluginException refusal(String problem, ImmutableList<DrmDescription> drms) {
        String there = drms.stream().map(DrmCatalogue::name).collect(Collectors.joining(", "));
        return new PluginException(problem + "; plug-ins found: " + (there.isEmpty() ? "none" : there));
    }

    private static String name(DrmDescription drm) {
        return drm.id() + " (" + drm.implementation() + ", interface " + drm.interfaceVersion() + place(drm.jar())
                + ")";
    }

    private static String place(Optional<Path> jar) {
        return jar.map(file -> ", in " + file).orElse("");
    }

    /** The DRM of this id. */
    public Optional<DrmDescription> find(DrmId id) {
        return Optional.ofNullable(drms.get(id));
    }

    /** All DRMs. */
    public ImmutableCollection<DrmDescription> all() {
        return drms.values();
    }

    /** The ids of all DRMs. */
    public ImmutableSet<DrmId> ids() {
        return drms.keySet();
    }

    /** Every error code, the shared ones and those of the plug-ins, from -2002 downwards. */
    public ImmutableList<ErrorCode> errorCodes() {
        return errorCodes;
    }

    /** The error code of this number. */
    public Optional<ErrorCode> errorCode(int number) {
        return errorCodes.stream().filter(code -> code.number() == number).findFirst();
    }

    /** What people are told of error codes, and of the rules of core and the plug-ins, in every language. */
    public Wordings wordings() {
        return wordings;
    }
}
