package org.symbolon.testing;

/**
 * The tests that every DRM plug-in passes. Implement {@link #plugin} in a test class and, where the defaults do not
 * fit, the other methods of {@link PluginUnderTest}:
 *
 * <pre>{@code
 * class ExamplePluginTest implements DrmPluginContract {
 *     @Override
 *     public DrmPlugin plugin() {
 *         return new ExamplePlugin();
 *     }
 * }
 * }</pre>
 */
public interface DrmPluginContract
        extends PluginDescriptionContract, PluginRequestContract, PluginPolicyContract, PluginLicenseContract {}
