package org.symbolon.drm.clearkey;

import com.google.common.collect.ImmutableMap;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.testing.DrmPluginContract;

/** The tests that every plug-in passes. */
final class ClearKeyPluginTest implements DrmPluginContract {
    @Override
    public DrmPlugin plugin() {
        return new ClearKeyPlugin();
    }

    @Override
    public ImmutableMap<String, String> parameters() {
        return ImmutableMap.of("persist", "true", "licenseDuration", "3600");
    }
}
