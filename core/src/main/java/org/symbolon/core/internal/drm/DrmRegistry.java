package org.symbolon.core.internal.drm;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.internal.plugin.PluginCall;
import org.symbolon.core.value.DrmId;

/** The working DRMs of one process. */
public final class DrmRegistry implements AutoCloseable {
    private final DrmCatalogue catalogue;
    private final ImmutableMap<DrmId, DrmPlugin> plugins;
    private final DrmContext context;
    private final ImmutableMap<DrmId, Drm> drms;

    private DrmRegistry(
            DrmCatalogue catalogue,
            ImmutableMap<DrmId, DrmPlugin> plugins,
            DrmContext context,
            ImmutableMap<DrmId, Drm> drms) {
        this.catalogue = catalogue;
        this.plugins = plugins;
        this.context = context;
        this.drms = drms;
    }

    /**
     * Checks the plug-ins and creates their working parts. If one cannot be created, those before it are closed.
     *
     * @throws org.symbolon.core.drm.PluginException if the plug-ins cannot work together, or one cannot work here
     */
    public static DrmRegistry create(List<DrmPlugin> plugins, Set<DrmId> required, DrmContext context) {
        DrmCatalogue catalogue = DrmCatalogue.of(plugins, required);
        Map<DrmId, Drm> created = new LinkedHashMap<>();
        try {
            for (DrmPlugin plugin : plugins) {
                created.put(
                        plugin.id(),
                        Drm.create(plugin, catalogue.find(plugin.id()).orElseThrow(), context));
            }
        } catch (RuntimeException | Error e) {
            created.values().forEach(Drm::close);
            throw e;
        }
        return new DrmRegistry(
                catalogue, Maps.uniqueIndex(plugins, DrmPlugin::id), context, ImmutableMap.copyOf(created));
    }

    /**
     * The DRM of this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Drm require(DrmId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("there is no DRM " + id));
    }

    /** The DRM of this id. */
    public Optional<Drm> find(DrmId id) {
        return Optional.ofNullable(drms.get(id));
    }

    /** What is known of the DRMs. */
    public DrmCatalogue catalogue() {
        return catalogue;
    }

    /**
     * The simulated device of a DRM.
     *
     * @throws org.symbolon.core.drm.PluginException if the plug-in cannot make one
     */
    public Optional<DeviceSimulator> simulator(DrmId id) {
        return Optional.ofNullable(plugins.get(id))
                .flatMap(plugin -> PluginCall.atStart(id.value(), "simulator", () -> plugin.simulator(context)));
    }

    /**
     * Starts the demonstration of a DRM.
     *
     * @throws org.symbolon.core.drm.PluginException if the plug-in cannot start one
     */
    public Optional<Demo> startDemo(DrmId id) {
        return Optional.ofNullable(plugins.get(id))
                .flatMap(plugin -> PluginCall.atStart(id.value(), "startDemo", () -> plugin.startDemo(context)));
    }

    @Override
    public void close() {
        drms.values().forEach(Drm::close);
    }
}
