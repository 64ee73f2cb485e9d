package org.symbolon.core.drm;

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
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.Parameter;

/**
 * The DRMs that this service knows. Strict: two plug-ins with one id, one that is missing, an error number used twice, or one built against
 * another version of the interface stop the start, so that no DRM ever vanishes without a word.
 */
public final class DrmRegistry {
    private final ImmutableMap<DrmId, Drm> drms;

    private DrmRegistry(ImmutableMap<DrmId, Drm> drms) {
        this.drms = drms;
    }

    /**
     * Finds plug-ins by {@link ServiceLoader}.
     *
     * @throws PluginException if one of them cannot even be loaded
     */
    public static ImmutableList<DrmPlugin> find(ClassLoader loader) {
        try {
            return ImmutableList.copyOf(ServiceLoader.load(DrmPlugin.class, loader));
        } catch (ServiceConfigurationError e) {
            throw new PluginException("a DRM plug-in cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * Checks plug-ins and makes their working parts.
     *
     * @param required the ids without which the service does not start
     * @throws PluginException if they cannot serve together
     */
    public static DrmRegistry of(List<DrmPlugin> plugins, Set<DrmId> required, DrmContext context) {
        check(plugins, required);
        return new DrmRegistry(plugins.stream()
                .map(plugin -> new Drm(plugin, context))
                .collect(ImmutableMap.toImmutableMap(Drm::id, drm -> drm)));
    }

    private static void check(List<DrmPlugin> plugins, Set<DrmId> required) {
        for (DrmPlugin plugin : plugins) {
            if (plugin.interfaceVersion() != DrmPlugin.INTERFACE_VERSION) {
                throw refusal(
                        plugin.getClass().getName() + " is built against version " + plugin.interfaceVersion()
                                + " of the plug-in interface; this is version " + DrmPlugin.INTERFACE_VERSION,
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
                        throw refusal(key.name() + " is no name for a setting of plug-in " + plugin.id(), plugins);
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
        String there = plugins.stream()
                .map(plugin -> plugin.id() + " (" + plugin.getClass().getName() + ", interface "
                        + plugin.interfaceVersion() + ")")
                .collect(Collectors.joining(", "));
        return new PluginException(problem + "; plug-ins found: " + (there.isEmpty() ? "none" : there));
    }

    public Optional<Drm> find(DrmId id) {
        return Optional.ofNullable(drms.get(id));
    }

    public ImmutableCollection<Drm> all() {
        return drms.values();
    }

    /** The whole catalogue: the shared codes and those of every plug-in, from -2002 downwards. */
    public ImmutableList<ErrorCode> errorCodes() {
        return Stream.concat(
                        Stream.of(SharedError.values()),
                        drms.values().stream().flatMap(drm -> drm.plugin().errorCodes().stream()))
                .sorted((one, other) -> Integer.compare(other.number(), one.number()))
                .collect(ImmutableList.toImmutableList());
    }

    /** The ids of all DRMs. */
    public ImmutableSet<DrmId> ids() {
        return drms.keySet();
    }
}
