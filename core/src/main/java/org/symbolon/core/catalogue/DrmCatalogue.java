package org.symbolon.core.catalogue;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
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
import org.symbolon.core.internal.parameter.CommonParameters;
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

    private DrmCatalogue(ImmutableMap<DrmId, DrmDescription> drms) {
        this.drms = drms;
        this.errorCodes = Stream.concat(
                        Stream.of(SharedError.values()),
                        drms.values().stream().flatMap(drm -> drm.errorCodes().stream()))
                .sorted((one, other) -> Integer.compare(other.number(), one.number()))
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * Checks plug-ins and collects what they say.
     *
     * @param required the ids without which the process must not start
     * @throws PluginException if the plug-ins cannot work together; the message lists those that were found
     */
    public static DrmCatalogue of(List<DrmPlugin> plugins, Set<DrmId> required) {
        check(plugins, required);
        return new DrmCatalogue(plugins.stream()
                .map(DrmDescription::new)
                .collect(ImmutableMap.toImmutableMap(DrmDescription::id, drm -> drm)));
    }

    private static void check(List<DrmPlugin> plugins, Set<DrmId> required) {
        for (DrmPlugin plugin : plugins) {
            if (plugin.interfaceVersion() != DrmPlugin.INTERFACE_VERSION) {
                throw refusal(
                        plugin.getClass().getName() + " was compiled against version " + plugin.interfaceVersion()
                                + " of the plug-in interface; this release has version " + DrmPlugin.INTERFACE_VERSION,
                        plugins);
            }
        }
        Set<DrmId> ids = new HashSet<>();
        for (DrmPlugin plugin : plugins) {
            if (!ids.add(plugin.id())) {
                throw refusal("two plug-ins have the id " + plugin.id(), plugins);
            }
        }
        Set<DrmId> missing = Sets.difference(required, ids);
        if (!missing.isEmpty()) {
            throw refusal("there is no plug-in for " + missing, plugins);
        }
        checkNames(plugins);
        checkNumbers(plugins);
        checkSettings(plugins);
    }

    private static void checkSettings(List<DrmPlugin> plugins) {
        for (DrmPlugin plugin : plugins) {
            plugin.settings().stream()
                    .filter(key -> !key.name().startsWith("drm." + plugin.id() + "."))
                    .findFirst()
                    .ifPresent(key -> {
                        throw refusal(
                                "the plug-in " + plugin.id() + " has a setting " + key.name()
                                        + ", whose name does not begin with drm." + plugin.id() + ".",
                                plugins);
                    });
        }
    }

    private static void checkNumbers(List<DrmPlugin> plugins) {
        Map<Integer, ErrorCode> codes = new HashMap<>();
        Stream<ErrorCode> all =
                Stream.concat(Stream.of(SharedError.values()), plugins.stream().flatMap(p -> p.errorCodes().stream()));
        all.forEach(code -> {
            ErrorCode earlier = codes.putIfAbsent(code.number(), code);
            if (earlier != null) {
                throw refusal(
                        code.getClass().getName() + "." + code + " and "
                                + earlier.getClass().getName() + "." + earlier + " have the same number "
                                + code.number(),
                        plugins);
            }
        });
    }

    private static void checkNames(List<DrmPlugin> plugins) {
        for (DrmPlugin plugin : plugins) {
            Set<String> names = new HashSet<>();
            Stream.concat(new CommonParameters(plugin.rules()).all().stream(), plugin.parameters().stream())
                    .map(Parameter::name)
                    .filter(name -> !names.add(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw refusal(
                                plugin.getClass().getName() + " describes the parameter " + name + " twice", plugins);
                    });
        }
    }

    private static PluginException refusal(String problem, List<DrmPlugin> plugins) {
        String there = plugins.stream().map(DrmCatalogue::name).collect(Collectors.joining(", "));
        return new PluginException(problem + "; plug-ins found: " + (there.isEmpty() ? "none" : there));
    }

    /**
     * A plug-in of another interface version is only asked for that version, because its other methods may not fit this
     * release.
     */
    private static String name(DrmPlugin plugin) {
        String known = plugin.getClass().getName() + ", interface " + plugin.interfaceVersion();
        return plugin.interfaceVersion() == DrmPlugin.INTERFACE_VERSION ? plugin.id() + " (" + known + ")" : known;
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
}
